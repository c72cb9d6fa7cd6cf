"""Everything that an employer holds about a person, as one document (GDPR, articles 15 and 20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from applicants import fairness, queries
from applicants.dependents import dependents
from applicants.models import Applicant
from employers.models import Employer
from hiretrack.audit.events import entity_name
from hiretrack.audit.services import record
from hiretrack.errors import DomainError
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import download_url

FORMAT = "hiretrack.applicant/1"
_RECORD = (
    "id", "name", "email", "phone", "location", "headline", "links", "skills", "languages", "tags", "external_id",
    "consent", "created_at", "updated_at",
)  # fmt: skip
_UPLOAD = ("id", "kind", "filename", "content_type", "size", "sha256", "scan_status", "text", "created_at")


def export_applicant(*, applicant: Applicant) -> dict[str, Any]:
    """The person's record, those merged into it, files, journal, and what other apps hold; noted in the journal.

    In the employer's open scope; whoever reviews cannot have a hidden person's (`DomainError`, identity_hidden), the
    person and the command `export_applicant` can. Addresses of files are valid for five minutes.
    """
    fairness.refuse_hidden(applicant.identity_hidden, _("The document would tell who it is."))
    traces = queries.traces_of(applicant)
    others = queries.family_of(applicant).exclude(pk=applicant.pk).order_by("created_at", "id")
    document = {
        "format": FORMAT,
        "exported_at": timezone.now(),
        "employer": Employer.objects.values("id", "name", "slug").get(pk=applicant.employer_id),
        "applicant": _record(applicant),
        "merged_records": [_record(other) for other in others],
        "uploads": [_upload(upload) for upload in Upload.objects.filter(pk__in=traces.uploads).order_by("created_at")],
        "journal": _journal(traces),
    }
    for dependent in dependents():
        document |= dependent.export(applicant=applicant)
    record("applicant.exported", entity=applicant)
    return document


def _record(row: Applicant) -> dict[str, Any]:
    # Not whether the person has an account: that is theirs, and the employer could ask it of any address.
    return {name: getattr(row, name) for name in _RECORD}


def _upload(upload: Upload) -> dict[str, Any]:
    return {name: getattr(upload, name) for name in _UPLOAD} | {"download_url": _address(upload)}


def _address(upload: Upload) -> str | None:
    """A file that is not clean is not handed out; without the store the rest of the document still is."""
    if not upload.is_clean:
        return None
    try:
        return download_url(upload)
    except DomainError:
        return None


def _journal(traces: queries.Traces) -> Iterable[dict[str, Any]]:
    """What was done and when; by whom is about somebody else. Not what the person is not told of, or not yet."""
    entries = list(queries.timeline(traces).order_by("created_at", "id"))
    untold = queries.untold_steps(entries)
    return [
        {
            "type": entry.action,
            "at": entry.created_at,
            "entity": {"type": entity_name(entry.entity_type), "id": entry.entity_id},
            "data": entry.metadata,
        }
        for entry in entries
        if not _waits(entry.metadata) and entry.metadata.get("stage_id") not in untold
    ]


def _waits(told: dict[str, Any]) -> bool:
    """Whether the person's mail about it has not left yet: the document must not overtake it."""
    at = told.get("mails_at")
    return at is not None and dt.datetime.fromisoformat(at) > timezone.now()
