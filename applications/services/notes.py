"""Notes about an application. Whoever is newly mentioned in one hears of it (hiretrack.notifications)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from applications.models import MAX_BODY, Application, ApplicationNote
from applications.queries import colleagues
from hiretrack.audit.services import record
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import FieldError, Forbidden, Invalid, NotFound

MOST_MENTIONS = 20


def add_note(*, application_id: uuid.UUID, body: str, mentions: Collection[uuid.UUID] = ()) -> ApplicationNote:
    """Raises `NotFound`, and `Invalid` for an empty or overlong text and for mentions of anybody but colleagues."""
    application = Application.objects.filter(pk=application_id).first()
    if application is None:
        raise NotFound
    actor = current_actor()
    note: ApplicationNote = ApplicationNote.objects.create(
        employer_id=application.employer_id,
        application=application,
        author_id=actor.user_id if actor.kind is ActorKind.USER else None,
        author_name=actor.name[:200],
        body=_checked(body),
        mentions=_known(application_id, mentions),
    )
    _record("application.note.added", note, mentions=note.mentions)
    return note


def edit_note(
    *,
    application_id: uuid.UUID,
    note_id: uuid.UUID,
    as_admin: bool,
    body: str | None = None,
    mentions: Collection[uuid.UUID] | None = None,
) -> ApplicationNote:
    """Change one's own note, or `as_admin` anybody's; None leaves as it is. Raises like `add_note`, and `Forbidden`."""
    note = _editable(application_id, note_id, as_admin=as_admin)
    text = note.body if body is None else _checked(body)
    mentioned = note.mentions if mentions is None else _known(application_id, mentions)
    if (text, mentioned) == (note.body, note.mentions):
        return note
    fresh = [pk for pk in mentioned if pk not in note.mentions]
    note.body, note.mentions, note.edited_at = text, mentioned, timezone.now()
    note.save(update_fields=["body", "mentions", "edited_at"])
    _record("application.note.edited", note, mentions=fresh)
    return note


def delete_note(*, application_id: uuid.UUID, note_id: uuid.UUID, as_admin: bool) -> None:
    """For good: one's own, or `as_admin` anybody's. Raises `NotFound`, `Forbidden`."""
    note = _editable(application_id, note_id, as_admin=as_admin)
    _record("application.note.deleted", note)
    note.delete()


def _editable(application_id: uuid.UUID, note_id: uuid.UUID, *, as_admin: bool) -> ApplicationNote:
    rows: QuerySet[ApplicationNote] = ApplicationNote.objects.select_for_update(of=("self",))
    note = rows.select_related("application").filter(pk=note_id, application_id=application_id).first()
    if note is None:
        raise NotFound
    is_own = note.author_id is not None and note.author_id == current_actor().user_id
    if not (is_own or as_admin):
        raise Forbidden("Only its author or an employer admin can change a note.", code="not_your_note")
    return note


def _checked(body: str) -> str:
    text = body.strip()
    if not text:
        raise Invalid("A note needs words.", errors=[FieldError("/body", "required", "Write something.")])
    if len(text) > MAX_BODY:
        said = f"At most {MAX_BODY:,} characters; these are {len(text):,}."
        raise Invalid("The note is too long.", errors=[FieldError("/body", "max_length", said)])
    return text


def _known(application_id: uuid.UUID, mentions: Collection[uuid.UUID]) -> list[uuid.UUID]:
    wanted = list(dict.fromkeys(mentions))
    if len(wanted) > MOST_MENTIONS:
        said = f"At most {MOST_MENTIONS} people."
        raise Invalid("Too many are mentioned.", errors=[FieldError("/mentions", "max_length", said)])
    there = set(colleagues(application_id).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    errors = [
        FieldError(f"/mentions/{place}", "unknown_user", "Nobody of your back office has this id.")
        for place, pk in enumerate(wanted)
        if pk not in there
    ]
    if errors:
        raise Invalid("Some of those mentioned are unknown.", errors=errors)
    return wanted


def _record(action: str, note: ApplicationNote, *, mentions: Collection[uuid.UUID] = ()) -> None:
    told: dict[str, Any] = {"mentions": [str(pk) for pk in mentions]} if mentions else {}
    record(action, entity=note.application, note_id=str(note.pk), **told)
