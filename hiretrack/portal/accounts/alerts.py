"""Job alerts: searches whose new finds come by mail, once a day or a week."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from applicants.alerts.services import create_alert, delete_alert, update_alert
from applicants.choices import AlertFrequency
from applicants.models import JobAlert
from hiretrack.errors import DomainError, Invalid, NotFound
from hiretrack.notifications.api.alert_serializers import AlertSearchSerializer
from hiretrack.portal import wording
from hiretrack.portal.accounts.fields import OwnForm, line
from hiretrack.portal.accounts.pages import own_page, show

UNSEEN = ("department", "language", "country", "employer")
"""Parts of a search that come from the list of jobs and stay as they are."""


class AlertForm(OwnForm):
    name = line(gettext_lazy("Name"), required=gettext_lazy("Please give the alert a name."))
    q = forms.CharField(label=gettext_lazy("What"), max_length=200, required=False)
    location = forms.CharField(label=gettext_lazy("Where"), max_length=100, required=False)
    employment_type = forms.ChoiceField(
        label=gettext_lazy("Employment"),
        required=False,
        choices=[("", gettext_lazy("Any")), *wording.EMPLOYMENT_TYPES.items()],
    )
    salary_min = forms.DecimalField(
        label=gettext_lazy("Salary from"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    remote = forms.BooleanField(label=gettext_lazy("Remote only"), required=False)
    department = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    language = forms.CharField(required=False, max_length=35, widget=forms.HiddenInput)
    country = forms.CharField(required=False, max_length=2, widget=forms.HiddenInput)
    employer = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=AlertFrequency.choices, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        asked = {name: given.get(name) for name in AlertSearchSerializer().fields}
        # The contract takes amounts as texts.
        amount = str(asked["salary_min"]) if asked.get("salary_min") is not None else None
        wanted = {name: value for name, value in (asked | {"salary_min": amount}).items() if value}
        search = AlertSearchSerializer(data=wanted)
        if not search.is_valid():
            for name, said in search.errors.items():
                self.add_error(name if name in self.fields and name not in UNSEEN else None, [str(one) for one in said])
        else:
            given["search"] = search.validated_data
        return given

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "search", "frequency")}


@require_safe
@own_page
def alerts(request: HttpRequest) -> HttpResponse:
    rows = [{"alert": row, "says": in_words(row.search)} for row in JobAlert.objects.all()]
    return show(request, "alerts", "alerts", {"rows": rows})


@own_page
def add(request: HttpRequest) -> HttpResponse:
    """Beginning with the search that a link from the list of jobs carries."""
    if request.method != "POST":
        given = {name: value for name, value in request.GET.items() if name in AlertForm.base_fields}
        given["name"] = (", ".join(in_words(given)) or _("All new jobs"))[:200]
        return _shown(request, AlertForm(initial={"frequency": AlertFrequency.DAILY} | given))
    form = AlertForm(request.POST)
    if form.is_valid():
        try:
            create_alert(values=form.values)
            messages.success(request, _("The alert is on. New jobs come by e-mail."))
            return redirect("portal:alerts")
        except DomainError as error:
            form.explain(Invalid(error.detail))
    return _shown(request, form)


@own_page
def change(request: HttpRequest, alert_id: uuid.UUID) -> HttpResponse:
    row = _own(alert_id)
    first = row.search | {"name": row.name, "frequency": row.frequency}
    form = AlertForm(request.POST) if request.method == "POST" else AlertForm(initial=first)
    if form.is_valid():
        update_alert(alert=row, changes=form.values)
        messages.success(request, _("The alert is saved."))
        return redirect("portal:alerts")
    return _shown(request, form, alert=row)


@require_POST
@own_page
def switch(request: HttpRequest, alert_id: uuid.UUID) -> HttpResponse:
    """Pause it, or go on with it."""
    row = update_alert(alert=_own(alert_id), changes={"is_active": "on" in request.POST})
    messages.success(request, _("The alert is on again.") if row.is_active else _("The alert is paused."))
    return redirect("portal:alerts")


@require_POST
@own_page
def remove(request: HttpRequest, alert_id: uuid.UUID) -> HttpResponse:
    delete_alert(alert=_own(alert_id))
    messages.success(request, _("The alert is removed."))
    return redirect("portal:alerts")


def in_words(search: dict[str, Any]) -> list[str]:
    """What an alert looks for, part by part."""
    plain = [str(search[name]) for name in ("q", "location", "department", "employer", "language", "country")
             if search.get(name)]  # fmt: skip
    if kind := wording.EMPLOYMENT_TYPES.get(str(search.get("employment_type", ""))):
        plain.append(str(kind))
    if search.get("salary_min"):
        plain.append(_("from %(amount)s") % {"amount": search["salary_min"]})
    return [*plain, _("Remote")] if search.get("remote") in {True, "true", "on"} else plain


def _own(alert_id: uuid.UUID) -> JobAlert:
    found: JobAlert | None = JobAlert.objects.select_for_update(of=("self",)).filter(pk=alert_id).first()
    if found is None:
        raise NotFound
    return found


def _shown(request: HttpRequest, form: AlertForm, **context: Any) -> HttpResponse:
    return show(request, "alert", "alerts", {"form": form, **context}, status=422 if form.errors else 200)
