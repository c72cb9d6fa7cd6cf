"""What the notification centre holds about a person, for their export and their erasure."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from applicants.personal.registry import register as register_holding
from employers.models import User
from hiretrack.notifications.models import Message, Notification, NotificationPreference
from hiretrack.tenancy import all_tenants


def register() -> None:
    for holding in (Preferences(), Notifications(), Mails()):
        register_holding(holding)


class Preferences:
    name = "notification_preferences"

    def export(self, *, user: User) -> Any:
        rows = NotificationPreference.objects.filter(user=user).order_by("kind")
        return list(rows.values("kind", "email", "in_app"))

    def erase(self, *, user: User) -> None:
        """They go with the account."""


class Notifications:
    name = "notifications"

    def export(self, *, user: User) -> Any:
        # Those that are still to appear are no news yet.
        rows = Notification.objects.filter(recipient=user, created_at__lte=timezone.now()).order_by("id")
        return rows.values("id", "kind", "entity_id", "details", "created_at", "read_at", "emailed_at").iterator()

    def erase(self, *, user: User) -> None:
        """They go with the account."""


class Mails:
    """Of the account itself and of its alerts; an employer's mails are its applicants'."""

    name = "mails"

    def export(self, *, user: User) -> Any:
        with all_tenants(reason="mails to a person who exports their data"):
            rows = Message.objects.filter(recipient__iexact=user.email, employer=None).order_by("id")
            return list(rows.values("id", "kind", "recipient", "state", "created_at", "sent_at"))

    def erase(self, *, user: User) -> None:
        Message.objects.filter(recipient__iexact=user.email, employer=None).delete()
