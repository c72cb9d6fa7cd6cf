"""The run log: one row a use, written whatever came of it, forgotten after half a year."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import structlog
from django.db import Error as DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from hiretrack.assistant.choices import Outcome
from hiretrack.assistant.models import AssistantRun
from hiretrack.assistant.orders import Asker, Order
from hiretrack.observability import metrics
from hiretrack.tenancy import Scope, all_tenants, employer_scope, expiry

if TYPE_CHECKING:
    from hiretrack.assistant.drafting import Meter

log = structlog.get_logger(__name__)
KEPT = dt.timedelta(days=180)


def scope_of(asker: Asker) -> AbstractContextManager[Scope]:
    """Where the asker's rows lie. A person's scope only reads."""
    if asker.employer_id is not None:
        return employer_scope(asker.employer_id)
    return all_tenants(reason="a candidate's use of the assistant")


def note(order: Order, meter: Meter, outcome: Outcome) -> None:
    """A log that cannot be written takes nobody's draft away."""
    metrics.count("hiretrack_assistant", kind=order.kind, outcome=outcome)
    try:
        with scope_of(order.asker):
            _run(order, meter, outcome).save(force_insert=True)
    except DatabaseError as error:
        log.critical("assistant_run_lost", kind=order.kind, outcome=outcome, error=type(error).__name__)


def _run(order: Order, meter: Meter, outcome: Outcome) -> AssistantRun:
    reply = meter.reply
    return AssistantRun(
        user_id=order.asker.user_id,
        api_key_id=order.asker.api_key_id,
        kind=order.kind,
        provider=meter.provider,
        model=(reply.model if reply else meter.model)[:100],
        prompt=order.prompt,
        outcome=outcome,
        input_tokens=reply.input_tokens if reply else 0,
        output_tokens=reply.output_tokens if reply else 0,
        attempts=meter.attempts,
        duration_ms=meter.duration_ms,
    )


def expire() -> int:
    """Forget what is older than `KEPT`; how many rows."""
    return expiry.expire(_old, reason="uses of the assistant past their time")


def _old() -> QuerySet[AssistantRun]:
    rows: QuerySet[AssistantRun] = AssistantRun.objects.filter(created_at__lt=timezone.now() - KEPT)
    return rows.order_by("created_at")
