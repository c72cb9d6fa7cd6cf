from django.urls import path

from hiretrack.audit.api import views

urlpatterns = [
    path("events", views.EventsView.as_view()),
    path("audit-logs", views.AuditLogsView.as_view()),
    path("admin/audit-logs", views.PlatformAuditLogsView.as_view()),
]
