"""What the job list counts beside each job: a subquery for the rows shown, and never further than a page can tell."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property

from applications.choices import ApplicationStatus
from applications.models import Application
from jobs.choices import PageEventKind
from jobs.models import Job, PageEvent

MOST = 1_000
MOST_JOBS = 10_000
WATCHED = dt.timedelta(days=30)
"""How far back page views are counted."""


def counted(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Jobs with `arrived`, `fresh`, `overdue` (applications) and `seen` (page views), each at most `MOST` and one."""
    now = timezone.now()
    # As the list of applications: what a merge has closed is another application's business.
    arrived = Application.objects.filter(job=OuterRef("pk"), superseded_by=None)
    views = PageEvent.objects.filter(job=OuterRef("pk"), kind=PageEventKind.VIEW, at__gte=now - WATCHED)
    return jobs.annotate(
        arrived=_number(arrived),
        fresh=_number(arrived.filter(status=ApplicationStatus.NEW)),
        overdue=_number(arrived.filter(answer_by__lt=now)),
        seen=_number(views),
    )


def _number(rows: QuerySet[Any]) -> Subquery:
    return Subquery(
        rows.order_by().values("pk")[: MOST + 1],
        output_field=IntegerField(),
        template="(SELECT count(*) FROM (%(subquery)s) AS counted)",
    )


def told(number: int) -> str:
    shown = number_format(min(number, MOST), force_grouping=True)
    return f"{shown}+" if number > MOST else shown


class CappedPaginator(Paginator):
    """Page numbers as far as anybody turns pages, without counting all rows of a large installation."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[:MOST_JOBS].count())
