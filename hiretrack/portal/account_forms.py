"""What is typed on the account pages. Whether a password is good enough is the service's to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.translation import gettext_lazy as _

from hiretrack.errors import Invalid
from hiretrack.portal.proving import ProvedForm

LONGEST = 256


def _secret(label: Any, required: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    messages = {"required": required}
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget, error_messages=messages)


def password_hint() -> str:
    """What the validators ask for, in one breath."""
    least = max((getattr(one, "min_length", 0) for one in get_default_password_validators()), default=0)
    said = _("Use at least %(least)s characters, but not your name, your e-mail address or a password that many use.")
    return said % {"least": least}


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = _secret(_("New password"), _("Please choose a password."))
    again = _secret(_("New password again"), _("Please type the password once more."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_hint()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"password", "again"} <= given.keys() and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return given

    def refuse(self, error: Invalid) -> None:
        self.add_error("password", [item.detail for item in error.errors] or [error.detail])


class CodeForm(forms.Form):
    """A code of the second factor."""

    code = forms.CharField(
        label=_("Code"),
        max_length=64,
        help_text=_("Six digits from your app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": _("Please type the code.")},
    )


class SecondStepForm(CodeForm):
    """The second step of signing in: nothing else is on its page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": _("Please give your e-mail address.")},
    )


class AskMailForm(ProvedForm, ForgottenForm):
    """Whom to send a mail that opens an account: asked by anybody, so that no program may ask."""


class PresentPasswordForm(forms.Form):
    """The password of an account that is known already."""

    refusal = _("E-mail address and password do not match an account.")

    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please give your password.")},
    )

    def refuse(self) -> None:
        """In the same words whatever is wrong."""
        self.add_error(None, self.refusal)


class SignInForm(PresentPasswordForm, ForgottenForm):
    """A candidate's e-mail address and password."""

    refusal = _(
        "E-mail address and password do not match, or the address is not confirmed yet. “Send me a link instead” mails"
        " you a link that helps in both cases."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = _("Please give your e-mail address.")


class SignUpForm(AskMailForm):
    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give your name.")},
    )
    password = _secret(_("Password"), _("Please choose a password."))
    field_order = ("name", "email", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = _("Please give your e-mail address.")
        self.fields["password"].help_text = password_hint()

    def refuse(self, error: Invalid) -> None:
        self.add_error("password", [item.detail for item in error.errors] or [error.detail])
