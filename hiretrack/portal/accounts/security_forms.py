"""Forms of the account itself: a new password, a code, the end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import User
from hiretrack.portal.account_forms import LONGEST, CodeForm, NewPasswordForm


def password_now(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please give your password.")},
    )


class ChangePasswordForm(NewPasswordForm):
    current = password_now(_("Present password"))
    field_order = ("current", "password", "again")


class PasswordAndCodeForm(CodeForm):
    """To turn codes on or off: a session that somebody else has taken over is not enough."""

    password = password_now(_("Password"))
    field_order = ("password", "code")


class EraseForm(forms.Form):
    password = password_now(_("Password"))
    sure = forms.BooleanField(
        label=_("I understand that this can't be undone"),
        error_messages={"required": _("Please tick this, so that nothing is erased by accident.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        given: str = self.cleaned_data["password"]
        if not self.user.check_password(given):
            raise forms.ValidationError(_("This is not your password."))
        return given
