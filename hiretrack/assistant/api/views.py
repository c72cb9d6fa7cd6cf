"""Drafts for signed-in people. No transaction is open while the provider writes."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.me.base import ME, PersonView
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS, RECRUITERS
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.api.viewsets import TenantScopedMixin
from hiretrack.assistant import openings, orders, services
from hiretrack.assistant.api import examples, serializers
from hiretrack.assistant.choices import Tone
from hiretrack.assistant.errors import NO_FACTS, REFUSED, UNAVAILABLE
from hiretrack.assistant.orders import Asker, Order, Wish
from hiretrack.background import live
from hiretrack.tenancy import person_scope
from jobs.models import Job
from jobs.validation import WRITABLE

CODES = [UNAVAILABLE, REFUSED, NO_FACTS, "validation_failed"]
STREAMING = """\

The answer comes when all of it is written, within half a minute or as `assistant_unavailable`. With `stream` it is 202
with a task: `/ws/tasks/{taskId}` then also sends `{"type": "text", "offset": …, "text": …}`, where the text belongs at
that character and what stood behind it is void, and at the end `{"type": "facts", "facts": […]}`. The task's `result`
has the other members of the draft; text and facts are kept for ten minutes after the last word, for connections that
were lost, and nowhere else.

So many drafts an hour for each person or key, and for all of an employer's together: 429 after that."""


def wish_of(given: dict[str, Any]) -> Wish:
    return Wish(Tone(given["tone"]), given["max_words"])


class DraftingView(ContractView):
    """Its handlers open the scope themselves, for as long as they read."""

    rate_class = "expensive"

    def open_scope(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def reading_scope(self) -> AbstractContextManager[Any]:
        return super().open_scope()

    def deliver(self, order: Order, *, stream: bool) -> HttpResponse:
        if stream:
            run = services.start_draft(order)
            return self.respond({"task": live.shown(run)}, status=202, headers={"Location": f"/v1/tasks/{run.pk}"})
        draft = services.draft_now(order)
        return self.respond({**draft.about, "text": draft.text, "facts": draft.shown_facts})


class AnswerView(DraftingView, PersonView):
    allowed: ClassVar = {"post": APPLICANTS}

    def reading_scope(self) -> AbstractContextManager[Any]:
        return person_scope(self.person_id)

    @operation(
        "draftAnswer",
        summary="Draft an answer to an application question from the own profile",
        description="At most one of `job_id`, `listing_id` and `job_text` says which job it is for. Name, contact data"
        " and equal-opportunity answers are never sent." + STREAMING,
        tags=ME,
        request=serializers.AnswerBodySerializer,
        responses={200: serializers.DraftSerializer, 202: serializers.DraftStartedSerializer},
        errors=[*CODES, "not_found"],
        examples=[asked(examples.ANSWER), answered(examples.ANSWERED), answered(examples.STARTED, 202)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.AnswerBodySerializer)
        with self.reading_scope():
            job = openings.text_of(**{name: given.get(name) for name in serializers.JOB_MEMBERS})
            services.check_available()
            order = orders.answer(
                question=given["question"], job=job, wish=wish_of(given), by=Asker(self.person_id)
            )  # fmt: skip
        return self.deliver(order, stream=given["stream"])


class DraftDescriptionView(TenantScopedMixin[Job], DraftingView):
    model = Job
    module = "jobs"
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "draftDescription",
        summary="Draft a job's description from its fields",
        description="The job stays as it is: put the text into `description_md` yourself, once it is right."
        + STREAMING,
        tags=["Jobs"],
        request=serializers.DescriptionBodySerializer,
        responses={200: serializers.DraftSerializer, 202: serializers.DraftStartedSerializer},
        errors=[*CODES, "not_found"],
        examples=[asked(examples.DESCRIPTION), answered(examples.DESCRIBED), answered(examples.STARTED, 202)],
    )
    def post(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.DescriptionBodySerializer)
        with self.reading_scope():
            job = self.get_object()
            services.check_available()
            values = {name: getattr(job, name) for name in WRITABLE}
            by = orders.asker(employer_id=job.employer_id)
            order = orders.description(
                job=values, employer=job.employer.name, notes=given["notes"], wish=wish_of(given), by=by
            )
        return self.deliver(order, stream=given["stream"])
