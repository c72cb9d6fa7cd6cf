"""Counts from public pages."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import asked
from hiretrack.api.permissions import PUBLIC
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from jobs import services
from jobs.api import examples, serializers


class PageEventView(ContractView):
    allowed: ClassVar = {"post": PUBLIC}

    def open_scope(self) -> AbstractContextManager[Any]:
        # The service opens its own, one after the other: a transaction around both would be one more.
        return nullcontext()

    @operation(
        "recordPageEvent",
        summary="Count that a job's page was seen, or an application begun",
        description=(
            "Anonymous: neither address nor program is kept, and nothing ties two events together. The answer is the"
            " same whether or not there is such a published job."
        ),
        tags=["Metrics"],
        request=serializers.PageEventSerializer,
        responses={204: None},
        examples=[asked(examples.PAGE_EVENT)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        services.note_visit(**self.body(serializers.PageEventSerializer))
        return self.respond(status=204)
