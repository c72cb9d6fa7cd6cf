from django.urls import path

from shortlists.api import views

urlpatterns = [
    path("jobs/<uuid:job_id>/shortlist", views.ShortlistView.as_view()),
    path("jobs/<uuid:job_id>/shortlist/entries", views.EntriesView.as_view()),
    path("jobs/<uuid:job_id>/shortlist/entries/<uuid:applicant_id>", views.EntryView.as_view()),
    path("jobs/<uuid:job_id>/shortlist:suggest", views.SuggestView.as_view()),
    path("jobs/<uuid:job_id>/matches", views.MatchesView.as_view()),
    path("jobs/<uuid:job_id>/comparisons", views.ComparisonsView.as_view()),
    path("me/matches", views.FeedView.as_view()),
    path("comparisons/<uuid:comparison_id>", views.ComparisonView.as_view()),
    path("comparisons/<uuid:comparison_id>/report", views.ReportView.as_view()),
]
