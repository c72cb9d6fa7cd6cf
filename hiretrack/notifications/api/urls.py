from django.urls import include, path

from hiretrack.notifications.api import views

urlpatterns = [
    path("notifications", views.NotificationsView.as_view()),
    path("notifications/unread-count", views.UnreadCountView.as_view()),
    path("notifications/<uuid:notification_id>:read", views.ReadView.as_view()),
    path("notifications:read-all", views.ReadAllView.as_view()),
    path("me/notification-preferences", views.PreferencesView.as_view()),
    path("", include("hiretrack.notifications.api.alert_urls")),
    path("", include("hiretrack.notifications.api.template_urls")),
]
