"""The panel about the person's data: what they agreed to, how long they are kept, export and erasure."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from applicants.choices import ErasureReason
from applicants.models import Applicant
from applicants.privacy import erase_applicant
from applicants.privacy.export import export_applicant
from applicants.privacy.retention import months_before
from applicants.queries import family_of, resolved
from applications.choices import Source
from applications.dependents import OPEN
from applications.models import Application, ApplicationStage
from employers.models import Employer
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.errors import DomainError, FieldError, Invalid
from hiretrack.office.candidates.scope import OfAnApplicant
from hiretrack.office.pages import OfficeCommand, OfficeView

REASONS = tuple(
    (reason.value, reason.label)
    for reason in (ErasureReason.REQUEST, ErasureReason.CONSENT_WITHDRAWN, ErasureReason.OTHER)
)
SOURCES = dict(Source.choices)


@dataclass(frozen=True, slots=True)
class Panel:
    purpose: str
    given_at: dt.datetime | None
    policy: str
    source: str
    months: int
    goes_on: bool
    """An application is open: nobody is removed meanwhile."""
    kept_until: dt.date
    is_over: bool
    reasons: tuple[Any, ...] = REASONS

    @property
    def policy_is_link(self) -> bool:
        return self.policy.startswith(("https://", "http://"))


def panel(person: Applicant) -> Panel:
    consent = person.consent if isinstance(person.consent, dict) else {}
    given_at = _moment(consent.get("given_at"))
    months = Employer.objects.values_list("retention_months", flat=True).get(pk=person.employer_id)
    made = Application.objects.filter(applicant=person)
    until = months_before(_last_sign(person, given_at), -months)
    return Panel(
        purpose=str(consent.get("purpose", "")),
        given_at=given_at,
        policy=str(consent.get("policy_version", "")),
        source=str(SOURCES.get(consent.get("source", ""), consent.get("source", ""))),
        months=months,
        goes_on=made.filter(status__in=OPEN, superseded_by=None).exists(),
        kept_until=timezone.localdate(until),
        is_over=until < timezone.now(),
    )


def _last_sign(person: Applicant, given_at: dt.datetime | None) -> dt.datetime:
    """As `applicants.privacy.retention` sees it: added, agreed, applied, moved, or merged from a newer record."""
    applied = Application.objects.filter(applicant=person).aggregate(at=Max("created_at"))["at"]
    moved = ApplicationStage.objects.filter(application__applicant=person).aggregate(at=Max("changed_at"))["at"]
    records = family_of(person).filter(~Q(pk=person.pk)).aggregate(at=Max("created_at"))["at"]
    return max(moment for moment in (person.created_at, given_at, applied, moved, records) if moment is not None)


def _moment(said: Any) -> dt.datetime | None:
    moment = parse_datetime(said) if isinstance(said, str) else None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=dt.UTC)


class ExportFile(OfAnApplicant, OfficeView):
    """POST: everything that is held, as a file. Whoever cannot have it is told why, on the page."""

    write_permission = "applicants.change_applicant"

    def post(self, request: HttpRequest, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        with self.own_employer(applicant_id):
            person = resolved(applicant_id)
            try:
                document = export_applicant(applicant=person)
            except DomainError as error:
                self.tell(error)
                return HttpResponseRedirect(reverse("admin:applicants_applicant_change", args=[person.pk]))
        name = f'attachment; filename="candidate-{person.pk}.json"'
        headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
        return HttpResponse(json_bytes(document), content_type="application/json", headers=headers)


class Erase(OfAnApplicant, OfficeCommand):
    write_permission = "applicants.delete_applicant"

    def run(self, request: HttpRequest, **ids: uuid.UUID) -> str | dict[str, Any]:
        applicant_id = ids["applicant_id"]
        with self.own_employer(applicant_id):
            person = resolved(applicant_id)
            if _plain(request.POST.get("confirm", "")) != _plain(person.shown.name):
                detail = _("Type the name as it is shown to confirm; nothing was erased.")
                raise Invalid(detail, errors=[FieldError("/confirm", "mismatch", detail)])
            done = erase_applicant(applicant_id=person.pk, reason=_reason(request.POST.get("reason", "")))
        said = _("Erased: %(records)d records, %(applications)d applications' contents, %(files)d files.")
        numbers = {"records": done.records, "applications": done.applications, "files": done.files}
        return {"message": said % numbers, "next": reverse("admin:applicants_applicant_changelist")}

    def back_to(self, **ids: Any) -> str:
        page: str = reverse("admin:applicants_applicant_change", args=[ids["applicant_id"]])
        is_there = Applicant.objects.filter(pk=ids["applicant_id"], erased_at=None).exists()
        return page if is_there else reverse("admin:applicants_applicant_changelist")


def _plain(said: str) -> str:
    return " ".join(said.split()).casefold()


def _reason(said: str) -> ErasureReason:
    return ErasureReason(said) if said in dict(REASONS) else ErasureReason.REQUEST
