"""What a candidate may know of an application: the truth, but not yet of a step whose mail still waits.

Everything that candidates read goes through these expressions; recruiters read the columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from applications.models import Application, ApplicationStage
from hiretrack.audit.models import AuditLog

KNOWN = {"status": "known_status", "answer_by": "known_answer_by"}
"""Column: what `with_known` calls the candidate's view of it."""


def held(path: str = "") -> Q:
    """Whether the last step is held back; `path` (such as `application__`) leads from the row to the application."""
    later = Q((f"{path}tell_at__isnull", True)) | Q((f"{path}tell_at__gt", timezone.now()))
    return Q((f"{path}told_status__gt", "")) & later


def known(column: str, *, path: str = "") -> Case:
    """The candidate's view of `status` or `answer_by`."""
    return Case(When(held(path), then=F(f"{path}told_{column}")), default=F(f"{path}{column}"))


def with_known(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.annotate(**{name: known(column) for column, name in KNOWN.items()})


def told_steps(rows: QuerySet[ApplicationStage]) -> QuerySet[ApplicationStage]:
    """Those that the candidate knows of, each with `known_from`; what was undone is never told."""
    told = rows.filter(undone=False).filter(Q(withheld=False) | Q(tell_at__lte=timezone.now()))
    return told.annotate(known_from=Case(When(told_from="", then=F("from_status")), default=F("told_from")))


def is_told(stage_id: str) -> bool:
    """Whether the candidate knows of this step."""
    return told_steps(ApplicationStage.objects.filter(pk=stage_id)).exists()


def told_at(stage_id: str) -> dt.datetime | None:
    """When the candidate hears, or has heard, of a step whose mail was to wait; None: never."""
    return ApplicationStage.objects.filter(pk=stage_id).values_list("tell_at", flat=True).first()


def entries_of(steps: Collection[ApplicationStage]) -> QuerySet[AuditLog]:
    """What the journal has of these steps."""
    return AuditLog.objects.filter(
        employer__in={step.employer_id for step in steps},
        entity_type="applications.application",
        entity_id__in=[step.application_id for step in steps],
        action="application.status.changed",
        metadata__stage_id__in=[str(step.pk) for step in steps],
    )
