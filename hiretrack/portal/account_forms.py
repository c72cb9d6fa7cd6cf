"""What is typed on the account pages. Whether a password is good enough is the service's to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from hiretrack.errors import Invalid

LONGEST = 256


def _secret(label: Any, required: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    messages = {"required": required}
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget, error_messages=messages)


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = _secret(_("New password"), _("Please choose a password."))
    again = _secret(_("The same once more"), _("Please type the password once more."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"password", "again"} <= given.keys() and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return given

    def refuse(self, error: Invalid) -> None:
        self.add_error("password", [item.detail for item in error.errors] or [error.detail])


class CodeForm(forms.Form):
    """The second step of signing in."""

    code = forms.CharField(
        label=_("Code"),
        max_length=64,
        help_text=_("Six digits from your app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
        error_messages={"required": _("Please type the code.")},
    )


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": _("Please say where the mail should go.")},
    )


class PresentPasswordForm(forms.Form):
    """The password of an account that is known already."""

    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please give your password.")},
    )

    def refuse(self) -> None:
        """In the same words whichever of the two is wrong."""
        self.add_error(None, _("E-mail address and password do not match an account."))


class SignInForm(PresentPasswordForm, ForgottenForm):
    """A candidate's e-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = _("Please give your e-mail address.")


class SignUpForm(ForgottenForm):
    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please say who you are.")},
    )
    password = _secret(_("Password"), _("Please choose a password."))
    field_order = ("name", "email", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = _("Please give your e-mail address.")
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def refuse(self, error: Invalid) -> None:
        self.add_error("password", [item.detail for item in error.errors] or [error.detail])
