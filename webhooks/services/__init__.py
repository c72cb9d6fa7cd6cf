"""Writes: each one transaction in the employer's scope, with one journal entry."""

from webhooks.services.deliveries import MAX_REPLAYED, check_enabled, ping, redeliver, redeliver_many, replay
from webhooks.services.subscriptions import (
    Issued,
    create_subscription,
    delete_subscription,
    lock_subscription,
    rotate_secret,
    update_subscription,
)

__all__ = [
    "MAX_REPLAYED",
    "Issued",
    "check_enabled",
    "create_subscription",
    "delete_subscription",
    "lock_subscription",
    "ping",
    "redeliver",
    "redeliver_many",
    "replay",
    "rotate_secret",
    "update_subscription",
]
