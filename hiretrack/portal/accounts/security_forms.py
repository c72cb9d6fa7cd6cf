"""Forms of the account itself: a new password, a code, the end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hiretrack.portal import guard
from hiretrack.portal.account_forms import LONGEST, CodeForm, NewPasswordForm
from hiretrack.portal.accounts.fields import OwnForm
from hiretrack.portal.accounts.letting_in import came_lately
from hiretrack.portal.accounts.pages import owner


def password_now(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please give your password.")},
    )


class ChangePasswordForm(NewPasswordForm):
    current = password_now(_("Current password"))
    field_order = ("current", "password", "again")


class PasswordAndCodeForm(OwnForm, CodeForm):
    """To turn codes on or off: a session that somebody else has taken over is not enough."""

    password = password_now(_("Password"))
    field_order = ("password", "code")


class TurnOnForm(PasswordAndCodeForm):
    """Before there are recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits from your app.")


class OwnerForm(forms.Form):
    """What shows that it is the owner: the password; without one, having signed in just now."""

    password = password_now(_("Password"))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.user = owner(request)
        self.has_password = self.user.has_usable_password()
        self.must_sign_in = not self.has_password and not came_lately(request)
        if not self.has_password:
            del self.fields["password"]

    def shows_owner(self) -> bool:
        """Counted as the account's other questions for its password are."""
        if not self.is_valid() or self.must_sign_in:
            return False
        if self.has_password:
            guard.count_account(f"password:{self.user.pk}")
            if not self.user.check_password(self.cleaned_data["password"]):
                self.add_error("password", _("This is not your password."))
        return not self.errors

    @property
    def status(self) -> int:
        return 422 if self.is_bound and (self.errors or self.must_sign_in) else 200


class EraseForm(OwnerForm):
    sure = forms.BooleanField(
        label=_("I understand that this can't be undone"),
        error_messages={"required": _("Please tick this, so that nothing is erased by accident.")},
    )
