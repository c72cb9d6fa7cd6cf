from django.urls import path

from jobs.api import views

urlpatterns = [
    path("public/jobs", views.PublicJobsView.as_view()),
    path("public/jobs/<uuid:job_id>", views.PublicJobView.as_view()),
    path("jobs", views.JobsView.as_view()),
    path("jobs/<uuid:job_id>", views.JobDetailView.as_view()),
    path("jobs/<uuid:job_id>:publish", views.PublishJobView.as_view()),
    path("jobs/<uuid:job_id>:close", views.CloseJobView.as_view()),
    path("jobs/<uuid:job_id>:duplicate", views.DuplicateJobView.as_view()),
    path("metrics/event", views.PageEventView.as_view()),
    path("taxonomy/departments", views.DepartmentsView.as_view()),
    path("taxonomy/languages", views.LanguagesView.as_view()),
    path("taxonomy/locations", views.LocationsView.as_view()),
    path("taxonomy/skills", views.SkillsView.as_view()),
]
