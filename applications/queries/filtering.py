"""Which applications a list or a bulk move is about."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from applicants.models import Applicant
from applicants.queries import blindly, found_ids, survivor_id
from applications.choices import Sort
from applications.models import Application
from applications.queries.known import KNOWN, with_known


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """Empty values don't filter. An applicant who was merged into another is found as that one."""

    job: uuid.UUID | None = None
    applicant: uuid.UUID | None = None
    status: Collection[str] = ()
    source: str = ""
    q: str = ""
    created_after: dt.datetime | None = None
    created_before: dt.datetime | None = None
    overdue: bool | None = None
    sort: str = Sort.NEWEST

    @property
    def ordering(self) -> list[tuple[str, str]]:
        """Each has its index. By the promise, only applications that were promised an answer are listed."""
        if self.sort == Sort.ANSWER_BY:
            return [("promised", "asc"), ("id", "asc")]
        way = "asc" if self.sort == Sort.OLDEST else "desc"
        return [("created_at", way), ("id", way)]


def current() -> QuerySet[Application]:
    """Without those that a merge of two applicants let go: what lists, counts and boards show."""
    return Application.objects.filter(superseded_by=None)


def matching(wanted: ApplicationFilter, *, private: bool = True) -> QuerySet[Application]:
    """The scope's applications that fit, not yet ordered; unless `private`, as candidates may know them."""
    names = {column: column for column in KNOWN} if private else KNOWN
    rows = (current() if private else with_known(current())).filter(_equal(wanted, names), _timed(wanted, names))
    if wanted.applicant is not None:
        rows = rows.filter(applicant_id=survivor_id(wanted.applicant))
    if wanted.q:
        rows = rows.filter(found_by(wanted.q, found_ids(wanted.q)))
    if wanted.sort == Sort.ANSWER_BY:
        # Under another name the column counts as never empty, which the filter sees to.
        rows = rows.filter(**{f"{names['answer_by']}__isnull": False}).annotate(promised=F(names["answer_by"]))
    return rows


def found_by(words: str, people: QuerySet[Any] | RawSQL) -> Q:
    """Applications of `people` (their ids), whom `words` have found; one that is hidden is not found by what says whose
    it is."""
    # Who is hidden as such was searched for without a name already. Neither a join nor EXISTS, which PostgreSQL would
    # ask about every person beforehand.
    again = Case(When(identity_hidden=True, then=True), default=blindly(words), output_field=BooleanField())
    whose = Applicant.objects.filter(pk=OuterRef("applicant_id")).order_by()
    found_again = Subquery(whose.values(again=again), output_field=BooleanField())
    # In this order: PostgreSQL keeps it, and whom the words have not found need not be looked at again.
    return Q(Q(applicant_id__in=people), Q(identity_hidden=False) | Q(found_again))


def _equal(wanted: ApplicationFilter, names: Mapping[str, str]) -> Q:
    condition = Q()
    if wanted.job is not None:
        condition &= Q(job_id=wanted.job)
    if wanted.status:
        condition &= Q(**{f"{names['status']}__in": wanted.status})
    return condition & Q(source=wanted.source) if wanted.source else condition


def _timed(wanted: ApplicationFilter, names: Mapping[str, str]) -> Q:
    condition = Q()
    if wanted.created_after is not None:
        condition &= Q(created_at__gt=wanted.created_after)
    if wanted.created_before is not None:
        condition &= Q(created_at__lt=wanted.created_before)
    if wanted.overdue is not None:
        promise = names["answer_by"]
        late = Q(**{f"{promise}__isnull": False, f"{promise}__lt": timezone.now()})
        condition &= late if wanted.overdue else ~late
    return condition
