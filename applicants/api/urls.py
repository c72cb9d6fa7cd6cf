from django.urls import include, path

from applicants.api.views import erasure, history, importing, merging, own, searches

urlpatterns = [
    path("applicants", own.ApplicantsView.as_view()),
    path("applicants:import", importing.ImportView.as_view()),
    path("applicants/<uuid:applicant_id>", own.ApplicantDetailView.as_view()),
    path("applicants/<uuid:applicant_id>:merge", merging.MergeView.as_view()),
    path("applicants/<uuid:applicant_id>:unmerge", merging.UnmergeView.as_view()),
    path("applicants/<uuid:applicant_id>:erase", erasure.EraseView.as_view()),
    path("applicants/<uuid:applicant_id>/timeline", history.TimelineView.as_view()),
    path("applicants/<uuid:applicant_id>/export", history.ExportView.as_view()),
    path("saved-searches", searches.SavedSearchesView.as_view()),
    path("saved-searches/<uuid:saved_search_id>", searches.SavedSearchDetailView.as_view()),
    path("", include("applicants.api.me.urls")),
]
