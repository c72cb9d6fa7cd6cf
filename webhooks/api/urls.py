from __future__ import annotations

from django.urls import path

from webhooks.api import views

SUBSCRIPTION = "webhooks/subscriptions/<uuid:subscription_id>"

urlpatterns = [
    path("webhooks/subscriptions", views.SubscriptionsView.as_view()),
    path(SUBSCRIPTION, views.SubscriptionView.as_view()),
    path(f"{SUBSCRIPTION}:rotate-secret", views.RotateSecretView.as_view()),
    path(f"{SUBSCRIPTION}:ping", views.PingView.as_view()),
    path(f"{SUBSCRIPTION}:replay", views.ReplayView.as_view()),
    path(f"{SUBSCRIPTION}/deliveries", views.DeliveriesView.as_view()),
    path("webhooks/deliveries/<uuid:delivery_id>:redeliver", views.RedeliverView.as_view()),
]
