"""Forms of the back office: sign-in, users, employers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from unfold.forms import AuthenticationForm
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminURLInputWidget,
)

from employers.authentication import sign_in
from employers.choices import BACK_OFFICE_ROLES, Role
from employers.errors import CredentialsRefused, WhichEmployer
from employers.models import Employer, User
from employers.services import would_leave_no_admin
from hiretrack.api import throttling

NO_EMPLOYER = "-"


class SignInForm(AuthenticationForm):
    """E-mail address and password; asks for the employer only when the password fits several accounts."""

    employer = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail"
        self.fields["username"].widget.input_type = "email"
        self.fields["employer"].label = "Employer"

    def clean(self) -> dict[str, Any]:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            self._limit(email)
            self.user_cache: Any = self._sign_in(email, password, self.cleaned_data.get("employer", ""))
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data

    def _sign_in(self, email: str, password: str, employer: str) -> User:
        nowhere = employer == NO_EMPLOYER
        slug = None if nowhere else employer or None
        try:
            return sign_in(
                email=email, password=password, employer_slug=slug, without_employer=nowhere, back_office=True
            )
        except WhichEmployer as error:
            self._offer(error.extra["employers"])
            raise ValidationError(error.detail, code=error.code) from error
        except CredentialsRefused as error:
            raise self.get_invalid_login_error() from error

    def _offer(self, slugs: list[str | None]) -> None:
        names = dict(Employer.objects.filter(slug__in=[slug for slug in slugs if slug]).values_list("slug", "name"))
        choices = [(slug or NO_EMPLOYER, names.get(slug or "", "Platform")) for slug in slugs]
        # Drawn before the sign-in form's own tag by the page that is extended.
        self.fields["employer"].widget = UnfoldAdminSelectWidget(choices=choices, attrs={"form": "login-form"})

    def _limit(self, email: str) -> None:
        clients = [f"account:{email.strip().lower()}"]
        if self.request is not None:
            clients.append(throttling.address_client(self.request))
        # Redis away: guessing is stopped by the password's cost alone, but the back office stays reachable.
        for client in clients:
            state = throttling.hit("auth", client)
            if not state.allowed:
                raise ValidationError(f"Too many attempts. Try again in {state.reset_s} seconds.", code="rate_limited")


class UserForm(forms.ModelForm):
    """A user of one employer. Passwords are never set here: users get a link by mail."""

    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.label) for role in BACK_OFFICE_ROLES], widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    actor: User | AnonymousUser
    """Who fills it in; set by the page."""

    class Meta:
        model = User
        fields = ("name", "email", "employer", "roles", "is_active")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        stored = User.objects.filter(pk=self.instance.pk).first()
        employer_id = self._employer_id(stored, data)
        if email := data.get("email"):
            self._check_free(email, employer_id)
        if stored and would_leave_no_admin(stored, roles=data.get("roles"), is_active=data.get("is_active")):
            self.add_error(None, ValidationError("The last active employer admin stays one.", "last_employer_admin"))
        return data

    def _employer_id(self, stored: User | None, data: dict[str, Any]) -> Any:
        if stored is not None:
            return stored.employer_id
        chosen = data.get("employer")
        return chosen.pk if chosen else getattr(self.actor, "employer_id", None)

    def _check_free(self, email: str, employer_id: Any) -> None:
        taken = User.objects.filter(employer_id=employer_id, email__iexact=email).exclude(pk=self.instance.pk)
        if taken.exists():
            self.add_error("email", ValidationError("Another user here has this address.", "email_taken"))


def _address(label: str) -> forms.URLField:
    widget = UnfoldAdminURLInputWidget
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", widget=widget)


class EmployerForm(forms.ModelForm):
    logo_url = _address("Logo address")
    website = _address("Website")
    privacy_policy_url = _address("Privacy policy address")
    admin_email = forms.EmailField(
        required=False,
        max_length=254,
        label="First employer admin",
        help_text=f"Is invited by mail, with the role {Role.EMPLOYER_ADMIN.label.lower()}.",
        widget=UnfoldAdminEmailInputWidget,
    )

    class Meta:
        model = Employer
        fields = (
            "name", "slug", "logo_url", "website", "about_md", "brand_colour", "privacy_policy_url",
            "retention_months", "reply_promise_days",
        )  # fmt: skip
