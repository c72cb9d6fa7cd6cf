"""The page of one candidate: who it is, what they sent, where they stand, what happened, how their data is kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from applicants import fairness
from applicants.duplicates import LABELS, likely
from applicants.models import Applicant
from applications.models import Application
from hiretrack.office.candidates import merged, privacy, timeline
from hiretrack.office.candidates.listing import Applied
from hiretrack.uploads.choices import ContentType, ScanStatus
from hiretrack.uploads.models import Upload
from shortlists.models import Match, ShortlistEntry

APPLICATIONS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One of the candidate's applications."""

    applied: Applied
    source: str
    rejection_reason: str
    is_superseded: bool
    score: int | None


@dataclass(frozen=True, slots=True)
class Document:
    upload: Upload | None
    text: str
    is_hidden: bool
    preview: str = ""

    @property
    def waits(self) -> str:
        """Why the file stays closed, unless it is clean."""
        return "" if self.upload is None or self.upload.is_clean else str(ScanStatus(self.upload.scan_status).label)

    @property
    def may_download(self) -> bool:
        return self.upload is not None and self.upload.is_clean and not self.is_hidden


def address(applicant: Applicant | uuid.UUID, **query: str) -> str:
    pk = applicant.pk if isinstance(applicant, Applicant) else applicant
    return reverse("admin:applicants_applicant_change", args=[pk], query=query or None)


def answer(request: HttpRequest, person: Applicant, *, admin_page: Any) -> HttpResponse:
    # The list does without it, the page shows it.
    person.refresh_from_db(fields=["cv_text"])
    user: Any = request.user
    shown = person.shown
    may_write = user.has_perm("applicants.change_applicant")
    return TemplateResponse(
        request,
        "office/candidates/page.html",
        {
            **admin_page.admin_site.each_context(request),
            "title": shown.name,
            "opts": Applicant._meta,
            "applicant": person,
            "original": person,
            "person": shown,
            "tags": [(tag, tag) for tag in person.tags],
            "may_write": may_write,
            "may_edit": may_write and not shown.hidden,
            "may_erase": user.has_perm("applicants.delete_applicant"),
            "rows": applications(person),
            "entries": shortlisted(person),
            "document": document(person),
            "alike": [(one, [LABELS[code] for code in one.likeness.evidence]) for one in likely(person)],
            "merges": merged.undoable(person),
            "privacy": privacy.panel(person),
            **timeline.lines(person, everything="all" in request.GET),
        },
    )


def applications(person: Applicant) -> list[Row]:
    """Newest first, also those that a merge closed; two queries."""
    made = Application.objects.filter(applicant=person).select_related("job").order_by("-created_at", "-id")
    rows = list(made[:APPLICATIONS])
    found = Match.objects.filter(applicant=person, job_id__in=[row.job_id for row in rows])
    scores = dict(found.values_list("job_id", "score")) if rows else {}
    return [
        Row(
            Applied(row.pk, row.job.title, row.status, row.created_at),
            row.get_source_display(),
            row.rejection_reason,
            row.superseded_by_id is not None,
            scores.get(row.job_id),
        )
        for row in rows
    ]


def shortlisted(person: Applicant) -> list[ShortlistEntry]:
    rows = ShortlistEntry.objects.filter(applicant=person, superseded_by=None)
    return list(rows.select_related("shortlist__job").order_by("-added_at", "-id")[:APPLICATIONS])


def document(person: Applicant) -> Document | None:
    """The record's CV; of somebody hidden its words alone, without those that say who it is."""
    upload = Upload.objects.filter(pk=person.cv_id).first() if person.cv_id else None
    text = person.cv_text or (upload.text if upload else "")
    if upload is None and not text:
        return None
    if person.identity_hidden:
        return Document(upload, fairness.blotted(text, person), is_hidden=True)
    return Document(upload, text, is_hidden=False, preview=_preview(person, upload) if upload else "")


def _preview(person: Applicant, upload: Upload) -> str:
    """The frame of an application that came with this file draws its pages."""
    if not upload.is_clean or upload.content_type != ContentType.PDF:
        return ""
    sent = Application.objects.filter(applicant=person, cv=upload).values_list("pk", flat=True).first()
    return reverse("office:application-preview", args=[sent, "cv"]) if sent else ""
