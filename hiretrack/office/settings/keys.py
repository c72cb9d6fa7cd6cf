"""API keys: who has which, made with the secret shown once, revoked at once."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers import services
from employers.choices import API_MODULES, API_SCOPES, BACK_OFFICE_ROLES, Role
from employers.models import ApiKey
from hiretrack.errors import DomainError
from hiretrack.office.pages import OfficeCommand, OfficePage, OfficeView
from hiretrack.office.settings.wording import MODULES

MOST = 500
ROLES = {
    Role.VIEWER: gettext_lazy("reads, and changes nothing"),
    Role.RECRUITER: gettext_lazy("works with jobs, candidates and applications"),
    Role.EMPLOYER_ADMIN: gettext_lazy("also settings, users, webhooks and the journal"),
}
FIELDS = frozenset({"name", "role", "scopes", "expires_at"})


class KeyForm(forms.Form):
    name = forms.CharField(max_length=200, label=gettext_lazy("Name"))
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in BACK_OFFICE_ROLES], initial=Role.RECRUITER)
    scopes = forms.MultipleChoiceField(
        choices=[(scope, scope) for scope in API_SCOPES],
        error_messages={"required": gettext_lazy("Choose at least one thing that the key may do.")},
    )
    expires_at = forms.DateField(required=False, label=gettext_lazy("Last day"))

    def clean_expires_at(self) -> dt.datetime | None:
        """The end of that day."""
        day: dt.date | None = self.cleaned_data["expires_at"]
        return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time())) if day else None

    @property
    def chosen_role(self) -> str:
        return str(self.data.get("role", "") or Role.RECRUITER)

    @property
    def modules(self) -> list[dict[str, Any]]:
        """Each module in words, with what is ticked."""
        ticked = set(self.data.getlist("scopes")) if isinstance(self.data, QueryDict) else set()
        return [
            {"name": name, "meaning": MODULES[name]}
            | {right: f"{name}:{right}" in ticked for right in ("read", "write")}
            for name in API_MODULES
        ]

    def refuse(self, error: DomainError) -> None:
        for one in error.errors:
            name = one.pointer.lstrip("/")
            self.add_error(name if name in FIELDS else None, one.detail)
        if not error.errors:
            self.add_error(None, error.detail)


class KeyView(OfficeView):
    permission = "employers.view_apikey"
    write_permission = "employers.add_apikey"


class KeysPage(KeyView, OfficePage):
    title = gettext_lazy("API keys")
    template_name = "office/settings/keys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = ApiKey.objects.select_related("created_by").order_by("-created_at", "-id")[:MOST]
        return super().get_context_data(**kwargs) | {"rows": list(found), "now": timezone.now()}


class AddKeyPage(KeyView, OfficePage):
    """The answer to the form shows the key, and is the only page that ever does."""

    title = gettext_lazy("New API key")
    template_name = "office/settings/key_add.html"
    permission = "employers.add_apikey"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roles = [(role, role.label, ROLES[role]) for role in reversed(BACK_OFFICE_ROLES)]
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form") or KeyForm(), "roles": roles}

    def post(self, request: HttpRequest) -> HttpResponse:
        form = KeyForm(request.POST)
        try:
            issued = services.issue_api_key(**form.cleaned_data, created_by=self.user.pk) if form.is_valid() else None
        except DomainError as error:
            form.refuse(error)
            issued = None
        if issued is None:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.template_name = "office/settings/key_secret.html"
        return self.render_to_response(self.get_context_data() | {"issued": issued})


class Revoke(OfficeCommand):
    write_permission = "employers.delete_apikey"

    def run(self, request: HttpRequest, **ids: Any) -> str:
        key = get_object_or_404(ApiKey, pk=ids["api_key_id"])
        services.revoke_api_key(key=key)
        return _("“%(name)s” is revoked: it stopped working at once.") % {"name": key.name}

    def back_to(self, **ids: Any) -> str:
        return reverse("office:settings-keys")
