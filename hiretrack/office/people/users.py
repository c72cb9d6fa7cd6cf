"""Buttons on a user's page: what changes somebody's way in."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from employers import services
from employers.admin_scope import own_rows
from employers.models import User
from hiretrack.errors import DomainError, NotFound
from hiretrack.office.pages import OfficeCommand


class UserCommand(OfficeCommand):
    write_permission = "employers.change_user"

    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        return self.act(self.person(ids["user_id"]))

    def act(self, person: User) -> str:  # noqa: ARG002 - for subclasses
        """Calls one service, and says what was done."""
        raise NotFound

    def person(self, user_id: uuid.UUID) -> User:
        """One of the employer's users. Raises `NotFound` for another's."""
        people = User.objects.select_related("employer", "two_factor").filter(pk=user_id)
        found: User | None = own_rows(self.user, people).first()
        if found is None:
            raise NotFound
        return found

    def back_to(self, **ids: Any) -> str:
        return reverse("admin:employers_user_change", args=[ids["user_id"]])


class SendLinkCommand(UserCommand):
    """The invitation again, or to somebody who is in, a link to set a new password."""

    def act(self, person: User) -> str:
        if not person.is_active:
            raise DomainError(gettext("This user is deactivated. Reactivate them first."))
        services.send_password_link(user=person)
        if person.has_usable_password():
            return gettext("A link to set a new password is on its way to %(email)s.") % {"email": person.email}
        return gettext("A new invitation is on its way to %(email)s.") % {"email": person.email}


class DeactivateCommand(UserCommand):
    def act(self, person: User) -> str:
        if person.pk == self.user.pk:
            raise DomainError(gettext("You cannot deactivate yourself: ask another employer admin."))
        services.update_user(user=person, changes={"is_active": False})
        return gettext("%(name)s is signed out everywhere and cannot sign in any more.") % {"name": person}


class ReactivateCommand(UserCommand):
    def act(self, person: User) -> str:
        services.update_user(user=person, changes={"is_active": True})
        return gettext("%(name)s can sign in again.") % {"name": person}


class ResetTwoFactorCommand(UserCommand):
    def act(self, person: User) -> str:
        services.reset_two_factor(user=person)
        return gettext("%(name)s signs in with the password alone now and was told by mail.") % {"name": person}
