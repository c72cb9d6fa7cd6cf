from django.urls import path

from hiretrack.notifications.api import alerts

urlpatterns = [
    path("me/alerts", alerts.AlertsView.as_view()),
    path("me/alerts/<uuid:alert_id>", alerts.AlertView.as_view()),
]
