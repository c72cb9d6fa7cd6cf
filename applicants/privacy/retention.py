"""Nobody is kept longer than the employer says, once nothing goes on with them."""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from collections.abc import Callable, Iterator

import structlog
from django.db.models import QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone

from applicants.choices import ErasureReason
from applicants.dependents import kept_since
from applicants.models import Applicant
from applicants.privacy.erasure import erase_applicant
from applicants.queries import current
from employers.models import Employer
from hiretrack.errors import NotFound
from hiretrack.tenancy import employer_scope

log = structlog.get_logger(__name__)
BATCH = 100
# Survivors of records that were made since, through however many merges.
_NEWLY_MERGED = """
WITH RECURSIVE chain (id, merged_into_id) AS (
    SELECT id, merged_into_id FROM applicants_applicant WHERE merged_into_id IS NOT NULL AND created_at >= %s
    UNION
    SELECT target.id, target.merged_into_id
    FROM applicants_applicant target JOIN chain ON target.id = chain.merged_into_id
)
SELECT id FROM chain WHERE merged_into_id IS NULL
"""


class RetentionIncomplete(Exception):
    """Some could not be erased; all others were."""


def expired(employer: Employer, *, now: dt.datetime | None = None) -> QuerySet[Applicant]:
    """Whose last sign of life is older than the employer keeps people, in its open scope."""
    since = months_before(now or timezone.now(), employer.retention_months)
    # The consent's time is ISO 8601 in UTC: as text it sorts like the time itself.
    agreed = since.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    agreed_at = Coalesce(KeyTextTransform("given_at", "consent"), Value(""), output_field=TextField())
    silent = current().alias(agreed_at=agreed_at).filter(created_at__lt=since, agreed_at__lt=agreed)
    newly_merged = RawSQL(_NEWLY_MERGED, [since])  # noqa: S611 - constant text, one parameter
    return silent.exclude(kept_since(since)).exclude(pk__in=newly_merged).order_by("pk")


def months_before(moment: dt.datetime, months: int) -> dt.datetime:
    """The same day of the month, or its last."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def apply_to(employer: Employer, *, limit: int = BATCH, progress: Callable[[int], object] | None = None) -> int:
    """Erase up to `limit` of them, each in a transaction of their own; how many. Raises `RetentionIncomplete`."""
    failed = done = 0
    for applicant_id in _ids(employer, limit):
        if _erased(employer, applicant_id):
            done += 1
        else:
            failed += 1
        if progress is not None:
            progress(1)
    if failed:
        raise RetentionIncomplete(f"{failed} of {failed + done} applicants of {employer.slug} could not be erased.")
    return done


def _ids(employer: Employer, limit: int) -> Iterator[uuid.UUID]:
    with employer_scope(employer.pk):
        ids = list(expired(employer).values_list("pk", flat=True)[:limit])
    yield from ids


def _erased(employer: Employer, applicant_id: uuid.UUID) -> bool:
    try:
        with employer_scope(employer.pk):
            # Somebody may have applied, or been erased, since the list was made.
            if expired(employer).filter(pk=applicant_id).exists():
                erase_applicant(applicant_id=applicant_id, reason=ErasureReason.RETENTION)
    except NotFound:
        return True
    except Exception:
        log.exception("retention_failed", applicant_id=str(applicant_id))
        return False
    return True
