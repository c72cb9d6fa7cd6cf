"""Positions held and courses of study: added, changed, removed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from applicants.models import Education, WorkExperience
from applicants.profiles import queries
from applicants.profiles.history import Entry, add_entry, delete_entry, update_entry
from hiretrack.errors import DomainError, Invalid, NotFound
from hiretrack.portal.accounts.fields import OwnForm
from hiretrack.portal.accounts.pages import own_page, show
from hiretrack.portal.accounts.profile_forms import EducationForm, ExperienceForm


@dataclass(frozen=True, slots=True)
class Kind:
    model: type[Entry]
    form: type[OwnForm]
    add: Promise
    change: Promise


KINDS = {
    "experience": Kind(
        WorkExperience, ExperienceForm, gettext_lazy("Add a position"), gettext_lazy("Change the position")
    ),
    "education": Kind(Education, EducationForm, gettext_lazy("Add education"), gettext_lazy("Change education")),
}


@own_page
def add(request: HttpRequest, kind: str) -> HttpResponse:
    about = kind_of(kind)
    form = about.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_entry(model=about.model, values=form.cleaned_data)
            return _done(request, _("It is in your profile."))
        except DomainError as error:
            _explain(form, error)
    return _shown(request, kind, form, title=about.add)


@own_page
def change(request: HttpRequest, kind: str, entry_id: uuid.UUID) -> HttpResponse:
    about = kind_of(kind)
    entry = _entry(about, entry_id, changing=request.method == "POST")
    names = list(about.form.base_fields)
    first = {name: getattr(entry, name) for name in names}
    form = about.form(request.POST) if request.method == "POST" else about.form(initial=first)
    if form.is_valid():
        try:
            update_entry(entry=entry, changes=form.cleaned_data)
            return _done(request, _("Your profile is saved."))
        except DomainError as error:
            _explain(form, error)
    return _shown(request, kind, form, title=about.change, entry=entry)


@require_POST
@own_page
def remove(request: HttpRequest, kind: str, entry_id: uuid.UUID) -> HttpResponse:
    delete_entry(entry=_entry(kind_of(kind), entry_id, changing=True))
    return _done(request, _("It is removed from your profile."))


def kind_of(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _entry(kind: Kind, entry_id: uuid.UUID, *, changing: bool) -> Any:
    rows: Any = queries.entries(kind.model)
    found = (rows.select_for_update(of=("self",)) if changing else rows).filter(pk=entry_id).first()
    if found is None:
        raise NotFound
    return found


def _explain(form: OwnForm, error: DomainError) -> None:
    if not isinstance(error, Invalid) and error.code != "limit_reached":
        raise error
    form.explain(Invalid(error.detail, errors=error.errors))


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("portal:profile")


def _shown(request: HttpRequest, kind: str, form: OwnForm, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, "entry", "profile", {"form": form, "kind": kind, **context}, status=status)
