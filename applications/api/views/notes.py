"""Notes about an application: for the employer's people, never for candidates."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applications import queries, services
from applications.api import note_examples, note_serializers
from applications.models import ApplicationNote
from employers.api.examples import answered, asked
from employers.permissions import EMPLOYER_ADMINS, RECRUITERS, VIEWERS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.errors import NotFound

APPLICATIONS = ["Applications"]
_N = note_serializers
OWN = "Its author may, and an employer admin."


class NotesView(TenantView[ApplicationNote]):
    model = ApplicationNote
    allowed: ClassVar = {"get": VIEWERS, "post": RECRUITERS}
    idempotent = frozenset({"post"})

    @operation(
        "listApplicationNotes",
        summary="Notes about an application, newest first",
        tags=APPLICATIONS,
        responses={200: _N.ApplicationNoteSerializer},
        examples=[answered(note_examples.NOTE)],
        paginated=True,
    )
    def get(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        rows = queries.notes(application_id)
        page = self.page(rows, ordering=queries.NOTE_ORDERING, shape=queries.shaped_note)
        # Only an empty answer needs a second look: is there no note, or no such application?
        if page.content.startswith(b'{"items":[]') and not queries.application_exists(application_id):
            raise NotFound
        return page

    @operation(
        "addApplicationNote",
        summary="Write a note about an application",
        description="Whoever is mentioned is told in the notification centre, and by mail if they want that.",
        tags=APPLICATIONS,
        request=_N.NewNoteSerializer,
        responses={201: _N.ApplicationNoteSerializer},
        errors=["validation_failed"],
        examples=[asked(note_examples.NEW), answered(note_examples.NOTE, 201)],
    )
    def post(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        made = services.add_note(application_id=application_id, **self.body(_N.NewNoteSerializer))
        shown = queries.shaped_note(queries.note(application_id, made.pk))
        location = f"/v1/applications/{application_id}/notes/{made.pk}"
        return self.respond(shown, status=201, headers={"Location": location})


class NoteView(TenantView[ApplicationNote]):
    model = ApplicationNote
    allowed: ClassVar = {"patch": RECRUITERS, "delete": RECRUITERS}

    @operation(
        "updateApplicationNote",
        summary="Change a note",
        description=f"{OWN} Who is mentioned for the first time is told.",
        tags=APPLICATIONS,
        request=_N.NoteChangeSerializer,
        responses={200: _N.ApplicationNoteSerializer},
        errors=["validation_failed", "not_your_note"],
        examples=[asked(note_examples.CHANGE), answered({**note_examples.NOTE, **note_examples.CHANGE})],
    )
    def patch(self, request: Request, application_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        given: dict[str, Any] = self.body(_N.NoteChangeSerializer)
        services.edit_note(application_id=application_id, note_id=note_id, as_admin=self._is_admin, **given)
        return self.respond(queries.shaped_note(queries.note(application_id, note_id)))

    @operation(
        "deleteApplicationNote",
        summary="Delete a note",
        description=OWN,
        tags=APPLICATIONS,
        responses={204: None},
        errors=["not_your_note"],
    )
    def delete(self, request: Request, application_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.delete_note(application_id=application_id, note_id=note_id, as_admin=self._is_admin)
        return self.respond()

    @property
    def _is_admin(self) -> bool:
        return self.principal is not None and self.principal.has_any(EMPLOYER_ADMINS)
