"""What happened to a candidate, in a recruiter's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants import queries
from applicants.models import Applicant
from applications.choices import ApplicationStatus
from applications.models import Application
from hiretrack.audit.models import AuditLog
from hiretrack.context import ActorKind

SHOWN, MOST = 15, 300
ICONS = {
    "application.created": "inbox",
    "application.status.changed": "arrow_forward",
    "application.note.added": "sticky_note_2",
    "applicant.created": "person_add",
    "applicant.updated": "edit",
    "applicant.merged": "merge",
    "applicant.unmerged": "call_split",
    "applicant.exported": "download",
}
SAID = {
    "application.created": gettext_lazy("Applied"),
    "application.updated": gettext_lazy("Application edited"),
    "application.note.added": gettext_lazy("Note added"),
    "application.note.edited": gettext_lazy("Note edited"),
    "application.note.deleted": gettext_lazy("Note deleted"),
    "application.document_added": gettext_lazy("The candidate added a document"),
    "application.told_early": gettext_lazy("Candidate told before the delay was over"),
    "application.kept_untold": gettext_lazy("Candidate not told of the last step"),
    "applicant.created": gettext_lazy("Added"),
    "applicant.merged": gettext_lazy("Another record was merged into this one"),
    "applicant.unmerged": gettext_lazy("A merged record was parted again"),
    "applicant.told_apart": gettext_lazy("Found not to be the same person as somebody similar"),
    "applicant.exported": gettext_lazy("All data exported"),
    "applicant.linked": gettext_lazy("Joined with the candidate's account"),
    "upload.completed": gettext_lazy("File received"),
    "upload.scanned": gettext_lazy("File scanned"),
}


@dataclass(frozen=True, slots=True)
class Line:
    at: dt.datetime
    words: str
    icon: str
    actor: str
    note: str = ""
    about: str = ""
    link: str = ""


def lines(person: Applicant, *, everything: bool) -> dict[str, Any]:
    """The newest `SHOWN`, or `everything` up to `MOST`; in five queries."""
    limit = MOST if everything else SHOWN
    entries = list(queries.timeline(queries.traces_of(person)).order_by("-created_at", "-id")[: limit + 1])
    notes = queries.stage_notes(entries)
    jobs = _jobs(entries)
    told = [_line(entry, person, notes, jobs) for entry in entries[:limit]]
    return {"timeline": told, "has_earlier": len(entries) > limit, "is_everything": everything}


def _jobs(entries: list[AuditLog]) -> dict[Any, str]:
    ids = {entry.entity_id for entry in entries if entry.entity_type == "applications.application"}
    rows = Application.objects.filter(pk__in=ids).values_list("pk", "job__title")
    return dict(rows) if ids else {}


def _line(entry: AuditLog, person: Applicant, notes: Mapping[str, str], jobs: Mapping[Any, str]) -> Line:
    job = jobs.get(entry.entity_id, "")
    return Line(
        at=entry.created_at,
        words=_words(entry),
        icon=ICONS.get(entry.action, "history"),
        actor=_actor(entry, person),
        note=notes.get(entry.metadata.get("stage_id", ""), ""),
        about=job,
        link=reverse("admin:applications_application_change", args=[entry.entity_id]) if job else "",
    )


def _words(entry: AuditLog) -> str:
    data = entry.metadata
    if entry.action == "application.status.changed" and "status" in data:
        names = {"from": _status(data.get("from_status", "")), "to": _status(data["status"])}
        return _("Moved from %(from)s to %(to)s") % names if names["from"] else _("Moved to %(to)s") % names
    if entry.action == "applicant.updated":
        fields = ", ".join(_field(name) for name in data.get("fields", ()))
        return _("Changed: %(fields)s") % {"fields": fields} if fields else _("Changed")
    return str(SAID.get(entry.action, entry.action.replace(".", " ").replace("_", " ")))


def _status(value: str) -> str:
    return str(ApplicationStatus(value).label) if value in ApplicationStatus.values else value


def _field(name: str) -> str:
    fields = {field.name: str(field.verbose_name) for field in Applicant._meta.concrete_fields}
    return fields.get(name, name)


def _actor(entry: AuditLog, person: Applicant) -> str:
    """The candidate's own doing is theirs, under whatever name they may be shown."""
    if person.user_id is not None and entry.actor_id == person.user_id:
        return person.shown.name
    if entry.actor_kind == ActorKind.PUBLIC:
        return _("Careers site")
    return entry.actor_name
