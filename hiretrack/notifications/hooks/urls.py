from django.urls import path

from hiretrack.notifications.hooks import views

urlpatterns = [
    path("resend", views.resend_events, name="hook-resend"),
]
