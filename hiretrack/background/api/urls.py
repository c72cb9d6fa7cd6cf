from django.urls import path

from hiretrack.background.api import platform, views

urlpatterns = [
    path("tasks/<uuid:task_id>", views.TaskView.as_view()),
    path("tasks/<uuid:task_id>:cancel", views.TaskCancelView.as_view()),
    path("admin/health", platform.HealthView.as_view()),
    path("admin/metrics", platform.MetricsView.as_view()),
    path("admin/dead-letters", views.DeadLettersView.as_view()),
    path("admin/dead-letters/<uuid:dead_letter_id>:retry", views.DeadLetterRetryView.as_view()),
]
