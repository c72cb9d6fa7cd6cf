from django.urls import path

from applications.api import views

urlpatterns = [
    path("public/captcha", views.CaptchaView.as_view()),
    path("public/jobs/<uuid:job_id>/apply", views.ApplyView.as_view()),
    path("public/applications/<str:token>", views.StatusView.as_view(), name="application-status"),
    path("jobs/<uuid:job_id>/applications", views.JobApplicationsView.as_view()),
    path("applications/<uuid:application_id>", views.ApplicationView.as_view()),
    path("applications/<uuid:application_id>/stages", views.StagesView.as_view()),
    path("applications/<uuid:application_id>:reopen", views.ReopenView.as_view()),
    path("applications/<uuid:application_id>:withdraw", views.WithdrawView.as_view()),
]
