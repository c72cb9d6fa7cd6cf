"""`/v1/reports/…`: what the stage log says, as of any moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from applications import queries, reports
from applications.api import report_examples as examples
from applications.api import report_serializers as serializers
from applications.reports import Asked
from employers.api.examples import answered
from employers.permissions import VIEWERS
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.errors import NotFound

REPORTS = ["Reports"]
AS_OF = (
    "Rebuilt from the log of stages: what was so at `as_of`, whatever has happened since. Applications that a merge"
    " found to be the same person's other one for the job are not counted."
)


class ReportView(ContractView):
    module = "reports"
    allowed: ClassVar = {"get": VIEWERS}
    query_serializer = serializers.ReportQuery

    def report(self, made_of: Callable[[Asked], dict[str, Any]]) -> HttpResponse:
        given = self.query.values
        asked = Asked(self._as_of(), given.get("job"), given.get("from"), given.get("to"))
        if asked.job_id is not None and not queries.job_exists(asked.job_id):
            raise NotFound("There is no such job.")
        told = {"as_of": asked.as_of, "job_id": asked.job_id, "from": asked.since, "to": asked.until}
        return self.respond(told | made_of(asked))

    def _as_of(self) -> Any:
        # Nothing is known of the future, and what is open now would seem to last until then.
        now = timezone.now()
        return min(self.query.values.get("as_of", now), now)


class FunnelView(ReportView):
    @operation(
        "getFunnelReport",
        summary="How far applications came",
        description=AS_OF,
        tags=REPORTS,
        responses={200: serializers.FunnelSerializer},
        errors=["not_found"],
        examples=[answered(examples.FUNNEL)],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.report(reports.funnel)


class TimeInStageView(ReportView):
    @operation(
        "getTimeInStageReport",
        summary="How long applications stay in each stage",
        description=f"{AS_OF} A stay that a reopening brings about is counted by itself.",
        tags=REPORTS,
        responses={200: serializers.TimeInStageSerializer},
        errors=["not_found"],
        examples=[answered(examples.TIME_IN_STAGE)],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.report(reports.time_in_stage)


class SourcesView(ReportView):
    @operation(
        "getSourcesReport",
        summary="Where applications come from, and what becomes of them",
        description=AS_OF,
        tags=REPORTS,
        responses={200: serializers.SourcesSerializer},
        errors=["not_found"],
        examples=[answered(examples.SOURCES)],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.report(reports.sources)


class ReplyRateView(ReportView):
    @operation(
        "getReplyRateReport",
        summary="How well the reply promise is kept",
        description=(
            f"{AS_OF} An answer is the first step out of `new` and `screening`; the promise is the employer's present"
            " `reply_promise_days`."
        ),
        tags=REPORTS,
        responses={200: serializers.ReplyRateSerializer},
        errors=["not_found"],
        examples=[answered(examples.REPLY_RATE)],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.report(reports.reply_rate)


VIEWS: dict[str, type[ReportView]] = {
    "funnel": FunnelView,
    "time-in-stage": TimeInStageView,
    "sources": SourcesView,
    "reply-rate": ReplyRateView,
}
