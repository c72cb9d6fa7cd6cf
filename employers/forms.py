"""Forms of the back office: sign-in, users, employers."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import AuthenticationForm
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
)

from employers.authentication import sign_in
from employers.choices import BACK_OFFICE_ROLES
from employers.errors import CredentialsRefused, WhichEmployer
from employers.models import Employer, User
from employers.services import would_leave_no_admin
from hiretrack.api import throttling

NO_EMPLOYER = "-"


def too_many_attempts(request: HttpRequest | None, account: str) -> ValidationError | None:
    """Count one try at `account` from the request's address; what to say when there were too many."""
    clients = [account] if request is None else [account, throttling.address_client(request)]
    # Redis away: guessing is stopped by the password's cost and by the wait after wrong codes, but the back office
    # stays reachable.
    for client in clients:
        state = throttling.hit("auth", client)
        if not state.allowed:
            said = _("Too many attempts. Try again in %(seconds)s seconds.")
            return ValidationError(said, code="rate_limited", params={"seconds": state.reset_s})
    return None


class SignInForm(AuthenticationForm):
    """E-mail address and password; asks for the employer only when the password fits several accounts."""

    employer = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail")
        self.fields["username"].widget.input_type = "email"
        self.fields["employer"].label = _("Employer")

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
        choices = [(slug or NO_EMPLOYER, names.get(slug or "", _("Platform"))) for slug in slugs]
        # Drawn before the sign-in form's own tag by the page that is extended.
        self.fields["employer"].widget = UnfoldAdminSelectWidget(choices=choices, attrs={"form": "login-form"})

    def _limit(self, email: str) -> None:
        if refused := too_many_attempts(self.request, f"account:{email.strip().lower()}"):
            raise refused


class UserForm(forms.ModelForm):
    """A user of one employer. Passwords are never set here: users get a link by mail."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in BACK_OFFICE_ROLES],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    actor: User | AnonymousUser
    """Who fills it in; set by the page."""

    class Meta:
        model = User
        fields = ("name", "email", "employer", "roles")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        stored = User.objects.filter(pk=self.instance.pk).first()
        employer_id = self._employer_id(stored, data)
        if email := data.get("email"):
            self._check_free(email, employer_id)
        if stored and would_leave_no_admin(stored, roles=data.get("roles")):
            self.add_error(None, ValidationError(_("The last active employer admin stays one."), "last_employer_admin"))
        return data

    def _employer_id(self, stored: User | None, data: dict[str, Any]) -> Any:
        if stored is not None:
            return stored.employer_id
        chosen = data.get("employer")
        return chosen.pk if chosen else getattr(self.actor, "employer_id", None)

    def _check_free(self, email: str, employer_id: Any) -> None:
        taken = User.objects.filter(employer_id=employer_id, email__iexact=email).exclude(pk=self.instance.pk)
        if taken.exists():
            self.add_error("email", ValidationError(_("Another user here has this address."), "email_taken"))


def _address(label: Any, help_text: Any) -> forms.URLField:
    return forms.URLField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
    )


class EmployerForm(forms.ModelForm):
    website = _address(_("Website"), _("Your own site, linked from your careers page."))
    privacy_policy_url = _address(_("Privacy policy address"), _("Linked from every apply form."))
    admin_email = forms.EmailField(
        required=False,
        max_length=254,
        label=_("First employer admin"),
        help_text=_("Is invited by mail, with the role employer admin."),
        widget=UnfoldAdminEmailInputWidget,
    )

    class Meta:
        model = Employer
        fields = (
            "name", "slug", "website", "about_md", "brand_colour", "privacy_policy_url",
            "retention_months", "reply_promise_days", "two_factor_required",
        )  # fmt: skip
        help_texts: ClassVar = {
            "about_md": _("Markdown: **bold**, lists with - and links as [text](https://…)."),
            "brand_colour": _("Such as #0f62fe. Where it could not be read it is shown darker or lighter."),
            "reply_promise_days": _("Candidates are told to expect an answer within so many days; the dashboard warns"
                                    " before it is late."),
            "retention_months": _("After so long without a sign of life candidates are erased for good, at night."),
        }  # fmt: skip
        widgets: ClassVar = {"brand_colour": UnfoldAdminTextInputWidget({"data-brand": "", "spellcheck": "false"})}
