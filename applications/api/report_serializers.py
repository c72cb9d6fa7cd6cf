"""Parameters and answers of the reports."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.choices import Source
from applications.reports import PIPELINE
from applications.reports.time_in_stage import MEASURED
from hiretrack.api.fields import MomentField
from hiretrack.api.serializers import QuerySerializer

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@extend_schema_field({"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]})
class DayOrMomentField(MomentField):
    """A time with its offset, or a day: its first moment in UTC, or with `whole_day` its last."""

    default_error_messages = {  # noqa: RUF012
        "moment": "Give a time with its offset, such as 2026-12-31T23:59:00Z, or a day, such as 2026-12-31."
    }

    def __init__(self, *, whole_day: bool = False, **given: Any) -> None:
        super().__init__(**given)
        self.clock = dt.time.max if whole_day else dt.time.min

    def to_internal_value(self, value: Any) -> dt.datetime:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            return super().to_internal_value(value)
        try:
            return dt.datetime.combine(dt.date.fromisoformat(value), self.clock, dt.UTC)
        except ValueError:
            self.fail("moment")


class _Period(QuerySerializer):
    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        since, until = given.get("from"), given.get("to")
        if since is not None and until is not None and until <= since:
            raise serializers.ValidationError({"to": ["Give a time after `from`."]})
        return given


# Not written as a class: `from` is a word of Python's.
ReportQuery = type(
    "ReportQuery",
    (_Period,),
    {
        "as_of": DayOrMomentField(
            required=False, whole_day=True, help_text="What the log said then; a day counts to its end. Default: now."
        ),
        "job": serializers.UUIDField(required=False, help_text="Only this job's applications."),
        "from": DayOrMomentField(required=False, help_text="Only applications made from then on."),
        "to": DayOrMomentField(required=False, help_text="Only applications made before then."),
    },
)


def _answer(name: str, **members: Any) -> type[serializers.Serializer[Any]]:
    """An answer repeats what was asked; `as_of` is never later than now."""
    asked = {
        "as_of": serializers.DateTimeField(),
        "job_id": serializers.UUIDField(allow_null=True),
        "from": serializers.DateTimeField(allow_null=True),
        "to": serializers.DateTimeField(allow_null=True),
    }
    return type(name, (serializers.Serializer,), {**asked, **members})


def _count(**given: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, **given)


def _seconds() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, allow_null=True)


def _share(**given: Any) -> serializers.FloatField:
    return serializers.FloatField(min_value=0, max_value=1, allow_null=True, **given)


class FunnelStageSerializer(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(choices=[str(stage) for stage in PIPELINE])
    now = _count(help_text="In it at `as_of`.")
    reached = _count(help_text="Were in it or further along, whatever became of them.")
    conversion = _share(help_text="Share of them that reached the next stage.")
    rejected = _count(help_text="Rejected from it, and not reopened.")
    withdrawn = _count(help_text="Withdrawn from it.")


class VisitsSerializer(serializers.Serializer[Any]):
    views = _count(help_text="Of job pages.")
    apply_starts = _count()


class OpenStaysSerializer(serializers.Serializer[Any]):
    count = _count()
    median_seconds = _seconds()
    longest_seconds = _seconds()


class StageTimesSerializer(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(choices=[str(stage) for stage in MEASURED])
    ended = _count(help_text="Stays that were left; the times are of these.")
    median_seconds = _seconds()
    p75_seconds = _seconds()
    p90_seconds = _seconds()
    mean_seconds = _seconds()
    open = OpenStaysSerializer(help_text="Stays that go on, measured up to `as_of`.")


class SourceCountsSerializer(serializers.Serializer[Any]):
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    applications = _count()
    share = _share(help_text="Of all applications.")
    interviews = _count(help_text="Came to an interview or further.")
    interview_rate = _share()
    hired = _count()
    hire_rate = _share()


FunnelSerializer = _answer(
    "FunnelReport",
    visits=VisitsSerializer(help_text="Of the same period; they belong to no application."),
    applications=_count(),
    stages=FunnelStageSerializer(many=True),
)
TimeInStageSerializer = _answer("TimeInStageReport", stages=StageTimesSerializer(many=True))
SourcesSerializer = _answer("SourcesReport", applications=_count(), sources=SourceCountsSerializer(many=True))
ReplyRateSerializer = _answer(
    "ReplyRateReport",
    waits=_count(help_text="Waits for an answer: one for each application, and one more for each reopening."),
    in_time=_count(),
    late=_count(),
    overdue=_count(help_text="Without an answer at `as_of`, past the promise."),
    waiting=_count(help_text="Without an answer at `as_of`, within the promise."),
    withdrawn=_count(help_text="Ended by the candidate within the promise; not in `rate`."),
    withdrawn_overdue=_count(help_text="Ended by the candidate past the promise."),
    rate=_share(help_text="Answered in time, of all but those waiting and withdrawn within the promise."),
    median_answer_seconds=_seconds(),
    p90_answer_seconds=_seconds(),
)
