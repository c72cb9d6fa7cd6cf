"""Who fits the criteria, in which order, and about how many they are."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, FloatField, OuterRef, QuerySet, Window
from django.db.models.expressions import RawSQL
from django.utils import timezone

from applicants.models import Applicant
from applicants.queries.search import matching
from applicants.searches.criteria import NEVER, Criteria, CriteriaSort

COUNTED = 1_000
"""Beyond that a list says "1,000+"."""
RANKED = COUNTED + 1
"""So many of the newest that fit are put in order of rank: for that, each one's words must be read."""
# Weights of D, C, B and A (ts_rank's order): the CV, the place, headline with skills and tags, the name.
_RANK = "ts_rank('{0.25, 0.3, 0.8, 1}', applicants_applicant.search, job_query(%s), 1)"
_NEWEST = ("-created_at", "-id")


def fitting(criteria: Criteria, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """Those of `rows` that fit, in no order."""
    found = matching(criteria.wanted, rows)
    if criteria.added:
        found = found.filter(created_at__gte=timezone.now() - dt.timedelta(days=criteria.added))
    return _applied(criteria, found) if criteria.job or criteria.status else found


def ranked(criteria: Criteria, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """Those of `rows` that fit, in the order asked for. By relevance, the newest thousand of them, each of which tells
    in `fitting` what `counted` would: words are not looked for twice."""
    found = fitting(criteria, rows)
    if criteria.ordering == CriteriaSort.OLDEST:
        return found.order_by("created_at", "id")
    if criteria.ordering != CriteriaSort.RELEVANCE:
        return found.order_by(*_NEWEST)
    newest = found.order_by(*_NEWEST).values("pk")[:RANKED]
    rank = RawSQL(_RANK, [criteria.q], output_field=FloatField())  # noqa: S611 - constant text, one parameter
    return rows.filter(pk__in=newest).annotate(rank=rank, fitting=Window(Count("pk"))).order_by("-rank", *_NEWEST)


def counted(criteria: Criteria, rows: QuerySet[Applicant]) -> int:
    """How many fit, up to one more than `COUNTED`."""
    return fitting(criteria, rows).order_by()[: COUNTED + 1].count()


def _applied(criteria: Criteria, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    made = _applications().objects.filter(superseded_by=None)
    if criteria.job:
        made = made.filter(job_id=criteria.job)
    own = made.filter(applicant=OuterRef("pk")).order_by()
    if criteria.status == NEVER:
        return rows.filter(~Exists(own))
    if not criteria.status:
        return rows.filter(Exists(own))
    later = made.filter(applicant=OuterRef("applicant"), created_at__gt=OuterRef("created_at")).order_by()
    newest = made.filter(~Exists(later), status=criteria.status).order_by().values("applicant")
    return rows.filter(pk__in=newest)


def newest_applications(applicant_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """Of each of these the newest application, with its job's title, in one query."""
    made = _applications().objects.filter(applicant_id__in=list(applicant_ids), superseded_by=None)
    newest = made.order_by("applicant_id", "-created_at", "-id").distinct("applicant_id")
    rows = newest.values("id", "applicant_id", "status", "created_at", "job_id", "job__title")
    return {row["applicant_id"]: row for row in rows}


def _applications() -> Any:
    """Applications lie above this app: the relation is known to the model, their module is not."""
    return Applicant._meta.get_field("applications").related_model
