from webhooks.api.views.deliveries import DeliveriesView, PingView, RedeliverView, ReplayView
from webhooks.api.views.subscriptions import RotateSecretView, SubscriptionsView, SubscriptionView

__all__ = [
    "DeliveriesView",
    "PingView",
    "RedeliverView",
    "ReplayView",
    "RotateSecretView",
    "SubscriptionView",
    "SubscriptionsView",
]
