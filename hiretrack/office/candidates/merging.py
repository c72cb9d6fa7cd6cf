"""Two records become one: first both side by side, and what would happen; then, confirmed, it happens."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.duplicates import LABELS, likely
from applicants.merging import CHOOSABLE, merge_applicants
from applicants.merging.fields import DUPLICATE, LISTS, SURVIVOR, changes, stored
from applicants.models import Applicant
from applicants.queries import current, found, resolved
from applications.choices import ApplicationStatus
from applications.dependents import superseded_among
from applications.models import Application
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, FieldError, Invalid
from hiretrack.office.candidates.fields import label, told
from hiretrack.office.candidates.listing import Applied
from hiretrack.office.candidates.scope import OfAnApplicant
from hiretrack.office.pages import OfficeCommand, OfficePage
from shortlists.models import ShortlistEntry

OFFERED = 10
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Field:
    """One that the two records say differently. `choice` is what happens without a word."""

    name: str
    label: str
    mine: str
    theirs: str
    choice: str
    may_unite: bool


@dataclass(frozen=True, slots=True)
class Moving:
    applied: Applied
    is_theirs: bool
    stands_back: bool
    """The same person's other application for the job goes on instead."""


class MergePage(OfAnApplicant, OfficePage):
    """With `?with=` the other record: the preview. Without: who it could be."""

    permission = "applicants.change_applicant"
    write_permission = "applicants.change_applicant"
    title = gettext_lazy("Merge candidates")
    template_name = "office/candidates/merge.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        survivor = resolved(kwargs["applicant_id"])
        other = self._other(survivor)
        context = super().get_context_data(**kwargs) | {
            "opts": Applicant._meta,
            "original": survivor,
            "survivor": survivor,
            "hidden": survivor.identity_hidden,
        }
        if survivor.identity_hidden or (other and other.identity_hidden):
            return context | {"hidden": True}
        if other is None:
            return context | self._choosing(survivor)
        with self.own_employer(survivor.pk):
            return context | {"other": other, **preview(survivor, other)}

    def _other(self, survivor: Applicant) -> Applicant | None:
        given = self.request.GET.get("with", "")
        try:
            rows = current().select_related("cv").filter(employer=survivor.employer_id).exclude(pk=survivor.pk)
            return rows.filter(pk=uuid.UUID(given)).first() if given else None
        except ValueError:
            return None

    def _choosing(self, survivor: Applicant) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:200]
        rows = current().filter(employer=survivor.employer_id, identity_hidden=False).exclude(pk=survivor.pk)
        hits = list(found(words, rows)[:OFFERED]) if words else []
        alike = likely(survivor, limit=OFFERED)
        shown = [(one.applicant, [LABELS[code] for code in one.likeness.evidence]) for one in alike]
        return {"q": words, "hits": hits, "alike": shown}


def preview(survivor: Applicant, other: Applicant) -> dict[str, Any]:
    """What a merge would make of both; nothing is written."""
    return {
        "fields": [_field(survivor, other, name) for name in CHOOSABLE if _differ(survivor, other, name)],
        "same": [label(name) for name in CHOOSABLE if not _differ(survivor, other, name)],
        "applications": _applications(survivor, other),
        **_shortlists(survivor, other),
        "with_account": _with_account(survivor, other),
        "refusal": _refusal(survivor, other),
    }


def _differ(survivor: Applicant, other: Applicant, name: str) -> bool:
    return bool(stored(survivor, name) != stored(other, name))


def _field(survivor: Applicant, other: Applicant, name: str) -> Field:
    is_list = name in LISTS
    choice = BOTH if is_list else SURVIVOR if stored(survivor, name) else DUPLICATE
    return Field(name, label(name), told(survivor, name), told(other, name), choice, is_list)


def _applications(survivor: Applicant, other: Applicant) -> list[Moving]:
    rows = Application.objects.filter(applicant__in=[survivor, other]).select_related("job")
    made = list(rows.order_by("-created_at", "-id"))
    back = superseded_among(made)
    return [
        Moving(
            Applied(row.pk, row.job.title, ApplicationStatus(row.status), row.created_at),
            is_theirs=row.applicant_id == other.pk,
            stands_back=row.pk in back or row.superseded_by_id is not None,
        )
        for row in made
    ]


def _shortlists(survivor: Applicant, other: Applicant) -> dict[str, Any]:
    standing = ShortlistEntry.objects.filter(applicant__in=[survivor, other], superseded_by=None)
    rows = list(standing.values_list("applicant_id", "shortlist__job__title").order_by("shortlist_id"))
    mine = {title for pk, title in rows if pk == survivor.pk}
    theirs = {title for pk, title in rows if pk == other.pk}
    return {"moving_entries": sorted(theirs - mine), "united_entries": sorted(theirs & mine)}


def _with_account(*people: Applicant) -> list[Applicant]:
    """Who of them applied with an account of theirs. Of one that was linked by its address no employer may know."""
    told = AuditLog.objects.filter(entity_type=Applicant._meta.label_lower, action="applicant.linked")
    known = set(told.filter(entity_id__in=[one.pk for one in people]).values_list("entity_id", flat=True))
    return [one for one in people if one.pk in known and one.user_id is not None]


def _refusal(survivor: Applicant, other: Applicant) -> str:
    try:
        changes(survivor, other, {})
    except DomainError as error:
        return error.detail
    return ""


class Merge(OfAnApplicant, OfficeCommand):
    """The preview's button: `with`, and `field_<name>` for each choice."""

    write_permission = "applicants.change_applicant"

    def run(self, request: HttpRequest, **ids: uuid.UUID) -> str | dict[str, Any]:
        chosen = {name: request.POST.get(f"field_{name}", "") for name in CHOOSABLE}
        with self.own_employer(ids["applicant_id"]):
            merge = merge_applicants(
                survivor_id=ids["applicant_id"],
                duplicate_id=_id(request.POST.get("with", "")),
                fields={name: choice for name, choice in chosen.items() if choice and choice != BOTH},
            )
        page = reverse("admin:applicants_applicant_change", args=[merge.survivor_id])
        return {"message": _("The records are one. Part them again on this page if that was wrong."), "page": page}


def _id(given: str) -> uuid.UUID:
    try:
        return uuid.UUID(given)
    except ValueError as error:
        detail = _("Choose the record to be merged.")
        raise Invalid(detail, errors=[FieldError("/with", "required", detail)]) from error
