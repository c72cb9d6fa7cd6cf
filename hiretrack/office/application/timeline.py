"""What happened with an application, newest first: steps, notes and mails, merged page by page.

A further source (interviews, offers) is one more function in SOURCES.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from applications.choices import TRANSITIONS, ApplicationStatus
from applications.models import Application, ApplicationNote, ApplicationStage
from applications.queries import colleagues
from employers.choices import Role
from employers.models import User
from hiretrack.notifications.centre import NOTICE_MAIL
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.models import Message

ON_A_PAGE = 20
Names = Mapping[uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened. `kind` names the template's part that tells it."""

    kind: str
    at: dt.datetime
    row: Any
    words: SafeString | str = ""
    may_edit: bool = False

    @property
    def key(self) -> tuple[dt.datetime, uuid.UUID]:
        return self.at, self.row.pk

    @property
    def cursor(self) -> str:
        return f"{self.at.isoformat()}~{self.row.pk}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose timeline, for whom, and from where on."""

    application: Application
    reader: User
    before: tuple[dt.datetime, uuid.UUID] | None = None

    def newest(self, rows: QuerySet[Any], at: str) -> list[Any]:
        """One more than a page holds, which tells that there are older ones."""
        if self.before is not None:
            moment, pk = self.before
            earlier = Q(**{f"{at}__lt": moment}) | Q(**{at: moment, "pk__lt": pk})
            rows = rows.filter(Q(**{f"{at}__lte": moment}) & earlier)
        return list(rows.order_by(F(at).desc(), F("pk").desc())[: ON_A_PAGE + 1])


@dataclass(frozen=True, slots=True)
class Timeline:
    lines: list[Line]
    older: str = ""
    """The cursor of the next page."""


def timeline(reading: Reading) -> Timeline:
    """Three queries, and one for the names of those mentioned."""
    merged = sorted((line for source in SOURCES for line in source(reading)), key=lambda line: line.key, reverse=True)
    lines = merged[:ON_A_PAGE]
    return Timeline(lines, lines[-1].cursor if len(merged) > ON_A_PAGE else "")


def before(cursor: str) -> tuple[dt.datetime, uuid.UUID] | None:
    """Where a page begins; a cursor that is none of ours begins at the newest."""
    moment, _tilde, pk = cursor.partition("~")
    try:
        at = dt.datetime.fromisoformat(moment)
        return (at, uuid.UUID(pk)) if at.tzinfo else None
    except ValueError:
        return None


def _steps(reading: Reading) -> Iterable[Line]:
    rows = ApplicationStage.objects.filter(application=reading.application).select_related("changed_by")
    steps = reading.newest(rows, "changed_at")
    for row in steps:
        row.application = reading.application
    return [Line("back" if _leads_back(row) else "step", row.changed_at, row, row.note) for row in steps]


def _leads_back(step: ApplicationStage) -> bool:
    """Whether it is the step that undid another one."""
    return step.undone and step.status not in TRANSITIONS.get(ApplicationStatus(step.from_status), ())


def _mails(reading: Reading) -> Iterable[Line]:
    rows = Message.objects.filter(entity_id=reading.application.pk).exclude(kind=NOTICE_MAIL)
    return [Line("mail", row.created_at, row, mail_title(row.kind)) for row in reading.newest(rows, "created_at")]


def _notes(reading: Reading) -> Iterable[Line]:
    rows = reading.newest(ApplicationNote.objects.filter(application=reading.application), "created_at")
    mentioned = {pk for row in rows for pk in row.mentions}
    people = colleagues(reading.application.pk).filter(pk__in=mentioned) if mentioned else []
    names = {user.pk: user.name for user in people}
    return [note_line(row, reading.reader, names) for row in rows]


SOURCES: tuple[Callable[[Reading], Iterable[Line]], ...] = (_steps, _notes, _mails)


def note_line(note: ApplicationNote, reader: User, names: Names) -> Line:
    own = note.author_id is not None and note.author_id == reader.pk
    words = marked(note.body, [names[pk] for pk in note.mentions if pk in names])
    return Line("note", note.created_at, note, words, may_edit=own or is_admin(reader))


def is_admin(reader: User) -> bool:
    return reader.is_superuser or Role.EMPLOYER_ADMIN in reader.roles


def marked(body: str, names: Iterable[str]) -> SafeString:
    """The note as HTML: paragraphs, links, and the names of those mentioned set off."""
    shown = linebreaks(urlize(body, nofollow=True, autoescape=True), autoescape=False)
    signs = sorted({escape(f"@{name}") for name in names if name}, key=len, reverse=True)
    if signs:
        pattern = re.compile("<[^>]*>|(" + "|".join(re.escape(sign) for sign in signs) + ")", re.IGNORECASE)
        shown = pattern.sub(_set_off, shown)
    return mark_safe(shown)  # noqa: S308 - escaped by urlize; only our own tags were added


def _set_off(found: re.Match[str]) -> str:
    """A name; what stands within a tag, such as a link's address, stays."""
    return f'<span class="a-mention">{found[1]}</span>' if found[1] else found[0]


def mail_title(kind: str) -> str:
    return str(ApplicantMail(kind).label) if kind in ApplicantMail.values else kind.replace("_", " ").capitalize()
