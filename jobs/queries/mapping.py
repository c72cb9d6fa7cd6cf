"""What sitemaps are made of: which public pages there are, and when each changed last."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection
from django.db.models import Max, Subquery
from django.db.models.functions import Greatest

from jobs.models import PublishedJob

JobPage = tuple[uuid.UUID, str, dt.datetime]

_PARTS = """
    SELECT part, max(updated_at)
    FROM (SELECT updated_at, (row_number() OVER (ORDER BY id) - 1) / %s AS part FROM public.jobs_published) numbered
    GROUP BY part ORDER BY part
"""


def parts_of_jobs(*, size: int) -> list[dt.datetime]:
    """The published jobs by id, cut into parts of `size`: when each part changed last. One pass over all of them."""
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, [size])
        return [changed for _part, changed in cursor.fetchall()]


def job_pages(*, skip: int = 0, after: uuid.UUID | None = None, most: int) -> list[JobPage]:
    """(id, title, changed) of at most `most` published jobs by id, past the first `skip`, or past the job `after`."""
    rows = PublishedJob.objects.order_by("id")
    if skip:
        # By an index alone; what is skipped would be read with its title otherwise.
        rows = rows.filter(pk__gte=Subquery(rows.values("pk")[skip : skip + 1]))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("id", "title", "updated_at")[:most])


def changed_employers() -> list[tuple[str, dt.datetime]]:
    """The slug of each employer that has openings, and when its page changed last."""
    changed = Greatest(Max("updated_at"), Max("employer__updated_at"))
    rows = PublishedJob.objects.order_by("employer_slug").values("employer_slug").annotate(changed=changed)
    return [(row["employer_slug"], row["changed"]) for row in rows]
