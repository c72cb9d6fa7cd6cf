from django.urls import path

from applicants.api.me import data, history, jsonresume, profile, tracker

urlpatterns = [
    path("me", data.MeView.as_view()),
    path("me/data", data.DataView.as_view()),
    path("me/profile", profile.ProfileView.as_view()),
    path("me/profile/resume", profile.ResumeView.as_view()),
    path("me/profile/json-resume", jsonresume.JsonResumeView.as_view()),
    path("me/profile/education", history.EducationListView.as_view()),
    path("me/profile/education/<uuid:education_id>", history.EducationView.as_view()),
    path("me/profile/experience", history.ExperienceListView.as_view()),
    path("me/profile/experience/<uuid:experience_id>", history.ExperienceView.as_view()),
    path("me/tracker", tracker.TrackerView.as_view()),
    path("me/tracker:bulk-delete", tracker.BulkDeleteView.as_view()),
    path("me/tracker/dashboard", tracker.DashboardView.as_view()),
    path("me/tracker/<uuid:tracked_id>", tracker.TrackedDetailView.as_view()),
    path("me/tracker/<uuid:tracked_id>:archive", tracker.ArchiveView.as_view()),
]
