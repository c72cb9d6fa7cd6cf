"""A step that the candidate is not told of yet: tell now, never, or undo it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applications import services
from applications.api import examples, serializers
from applications.api.views.pipeline import APPLICATIONS, PipelineView
from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS
from hiretrack.api.schema import operation


class TellView(PipelineView):
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "tellApplicationNow",
        summary="Tell the candidate of a step that is held back",
        description="The mail that waits leaves at once; of a step that was to be kept untold, one is written.",
        tags=APPLICATIONS,
        responses={200: serializers.ApplicationSerializer},
        errors=["nothing_withheld"],
        examples=[answered(examples.REJECTED)],
    )
    def post(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.tell_now(application_id=application_id)
        return self.answer(application_id)


class KeepUntoldView(PipelineView):
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "keepApplicationUntold",
        summary="Cancel the waiting mail about a step",
        description=(
            "The step stands, and the candidate goes on seeing the status before it, until a further step follows or"
            " you tell them after all."
        ),
        tags=APPLICATIONS,
        responses={200: serializers.ApplicationSerializer},
        errors=["nothing_withheld"],
        examples=[answered(examples.REJECTED)],
    )
    def post(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.keep_untold(application_id=application_id)
        return self.answer(application_id)


class UndoView(PipelineView):
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "undoApplicationStep",
        summary="Take back a step that the candidate does not know of",
        description="The application is where it was before, with its reply promise; no mail leaves.",
        tags=APPLICATIONS,
        request=serializers.NoteSerializer,
        responses={200: serializers.ApplicationSerializer},
        errors=["validation_failed", "nothing_withheld"],
        examples=[asked({"note": "That was the wrong one."}), answered(examples.APPLICATION)],
    )
    def post(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.undo_untold(application_id=application_id, **self.body(serializers.NoteSerializer))
        return self.answer(application_id)
