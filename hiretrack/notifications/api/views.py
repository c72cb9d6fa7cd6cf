"""`/v1/notifications…` and `/v1/me/notification-preferences`: everybody's own, whatever the role."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.models import User
from employers.permissions import ANY_USER
from hiretrack.api.etags import etag_of_bytes
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.principals import APPLICANT
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.errors import Forbidden
from hiretrack.notifications import centre, preferences
from hiretrack.notifications.api import examples, serializers
from hiretrack.notifications.showing import shown
from hiretrack.tenancy import all_tenants

NOTIFICATIONS = ["Notifications"]
NEWEST_FIRST = (("created_at", "desc"), ("id", "desc"))


class OwnView(ContractView):
    """Every query keeps to the caller's own rows, also where the scope holds more."""

    module = "notifications"
    for_people = True

    def open_scope(self) -> AbstractContextManager[Any]:
        principal = self.principal
        # A person's scope only reads.
        if principal is not None and principal.roles == {APPLICANT} and self.request.method not in SAFE_METHODS:
            return all_tenants(reason="a candidate's own notifications")
        return self.reading_scope()

    def reading_scope(self) -> AbstractContextManager[Any]:
        return super().open_scope()

    @property
    def user_id(self) -> uuid.UUID | None:
        return self.principal.user_id if self.principal else None


class NotificationsView(OwnView):
    allowed: ClassVar = {"get": ANY_USER}
    query_serializer = serializers.NotificationsQuery

    @operation(
        "listNotifications",
        summary="What the caller has been told of, newest first",
        description="New ones are also announced live at `/ws/events` (`notification`).",
        tags=NOTIFICATIONS,
        responses={200: serializers.NotificationSerializer},
        examples=[answered(examples.NOTIFICATION)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        rows = centre.own(self.user_id, unread=self.query.values.get("unread", False))
        found, cursor = self.paginate(rows, ordering=NEWEST_FIRST)
        return self.paginated(shown(found), cursor)


class UnreadCountView(OwnView):
    allowed: ClassVar = {"get": ANY_USER}

    @operation(
        "countUnreadNotifications",
        summary="How many notifications have not been read",
        tags=NOTIFICATIONS,
        responses={200: serializers.UnreadCountSerializer},
        examples=[answered({"unread_count": 3})],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.respond({"unread_count": centre.own(self.user_id, unread=True).count()})


class ReadView(OwnView):
    allowed: ClassVar = {"post": ANY_USER}

    @operation(
        "readNotification",
        summary="Mark a notification as read",
        description="Again changes nothing.",
        tags=NOTIFICATIONS,
        responses={200: serializers.NotificationSerializer},
        errors=["not_found"],
        examples=[answered(examples.READ)],
    )
    def post(self, request: Request, notification_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = centre.mark_read(user_id=self.user_id, notification_id=notification_id)
        # What it tells of is named in the reader's own scope alone, as in the list.
        with self.reading_scope():
            return self.respond(shown([row])[0])


class ReadAllView(OwnView):
    allowed: ClassVar = {"post": ANY_USER}

    @operation(
        "readAllNotifications",
        summary="Mark every notification as read",
        tags=NOTIFICATIONS,
        responses={200: serializers.ReadAllSerializer},
        examples=[answered({"read": 3})],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.respond({"read": centre.mark_all_read(user_id=self.user_id)})


class PreferencesView(OwnView):
    allowed: ClassVar = {"get": ANY_USER, "patch": ANY_USER}

    @operation(
        "getNotificationPreferences",
        summary="Where the caller wants to hear of what",
        description=(
            "Every kind that the caller's role can be told of. Mails that belong to something the caller does"
            " (confirming an address, a new password, an invitation) are not among them: they always go out."
        ),
        tags=NOTIFICATIONS,
        responses={200: serializers.PreferencesSerializer},
        examples=[answered(examples.PREFERENCES)],
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.respond({"items": preferences.chosen(self._user())}, etag=True)

    @operation(
        "updateNotificationPreferences",
        summary="Change some of them",
        tags=NOTIFICATIONS,
        request=serializers.ChoicesSerializer,
        responses={200: serializers.PreferencesSerializer},
        errors=["validation_failed"],
        examples=[asked(examples.CHOICES), answered(examples.PREFERENCES)],
        etag=True,
    )
    def patch(self, request: Request) -> HttpResponse:  # noqa: ARG002
        user = self._user(changing=True)
        self.check_if_match(etag_of_bytes(json_bytes({"items": preferences.chosen(user)})))
        changes = self.body(serializers.ChoicesSerializer).get("items", ())
        return self.respond({"items": preferences.choose(user=user, changes=changes)}, etag=True)

    def _user(self, *, changing: bool = False) -> User:
        # Locked, so that nobody changes them between the comparison with If-Match and the change.
        rows = User.objects.select_for_update(no_key=True) if changing else User.objects.all()
        user = rows.filter(pk=self.user_id).first() if self.user_id else None
        if user is None:
            # A trusted issuer's caller or a key: nobody here to tell anything.
            raise Forbidden
        return user
