"""One's own account: name, notifications, and where one is signed in. Everybody of the back office has one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from employers import services
from employers.choices import Role
from employers.queries import browser_sign_ins, token_sign_ins
from employers.sessions import own_sign_in
from hiretrack.errors import FieldError, Invalid
from hiretrack.notifications import boxes, preferences
from hiretrack.office.pages import OfficeCommand, OfficePage, OfficeView

NAME_LENGTH = 200


class OwnAccount(OfficeView):
    """No role is needed for what is one's own."""

    def allows(self, permission: str) -> bool:  # noqa: ARG002 - the base's signature
        return self.user.is_staff


class AccountPage(OwnAccount, OfficePage):
    template_name = "office/people/account.html"
    title = _("My account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, here = super().get_context_data(**kwargs), own_sign_in(self.request)
        return context | {
            "account": self.user,
            "account_roles": roles_of(self.user),
            "preferences": [boxes.shown(one) for one in preferences.chosen(self.user)],
            "browsers": sorted(browser_sign_ins(self.user), key=lambda row: row.sign_in != here),
            "here": here,
            "sign_ins": token_sign_ins(self.user),
        }


class AccountCommand(OwnAccount, OfficeCommand):
    def back_to(self, **ids: Any) -> str:  # noqa: ARG002 - the base's signature
        return reverse("office:account")


class RenameCommand(AccountCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        services.rename_user(user=self.user, name=checked_name(request.POST.get("name", "")))
        return gettext("Your name is saved.")


class PreferencesCommand(AccountCommand):
    """Every box that can be changed is in the form; one that is not ticked is not sent."""

    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        preferences.choose(
            user=self.user, changes=[boxes.asked(one, request.POST) for one in preferences.chosen(self.user)]
        )
        return gettext("Your notifications are saved.")


class SignOutBrowserCommand(AccountCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        services.sign_out_browser(user=self.user, sign_in=ids["sign_in"])
        return gettext("That browser is signed out.")


class SignOutProgramCommand(AccountCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        services.sign_out_program(user=self.user, family=ids["family"])
        return gettext("That program is signed out.")


class SignOutEverywhereCommand(AccountCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        user = services.sign_out_everywhere(user=self.user)
        # All sessions but this one.
        update_session_auth_hash(request, user)
        return gettext("Every other browser and program has been signed out.")


def checked_name(given: str) -> str:
    name = " ".join(given.split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        detail = gettext("Give a name of at most %(most)s characters.") % {"most": NAME_LENGTH}
        raise Invalid(detail, errors=[FieldError("/name", "invalid", detail)])
    return name


def roles_of(user: Any) -> list[str]:
    named = [str(Role(role).label) for role in user.roles]
    return [str(Role.PLATFORM.label), *named] if user.is_superuser else named
