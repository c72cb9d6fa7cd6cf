"""What the document of all jobs is made of: which jobs are in it, and what of them is written already."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from jobs.models import KeptPosting, PublishedJob, ValidPosting
from jobs.queries.filtering import Row, Rows
from jobs.queries.public import PublicFilter, matching, public_text, public_texts


def posted(wanted: PublicFilter, *, after: uuid.UUID | None, most: int) -> list[uuid.UUID]:
    """At most `most` of the published jobs, the newest id first, past the job `after`."""
    rows = matching(wanted)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-id").values_list("pk", flat=True)[:most])


def kept_texts(job_ids: Collection[uuid.UUID], *, form: str) -> dict[uuid.UUID, str]:
    """What of these jobs is kept and still holds, by job."""
    return dict(ValidPosting.objects.filter(pk__in=job_ids, form=form).values_list("pk", "text"))


def postable(job_ids: Collection[uuid.UUID]) -> list[Row]:
    """The rows that postings are made from; those of jobs that are not published are missing."""
    rows: Rows = public_texts(PublicFilter()).filter(pk__in=job_ids)
    return [public_text(row) for row in rows]


def unkept(*, form: str, most: int) -> list[uuid.UUID]:
    """Published jobs whose posting is missing or holds no more."""
    # EXCEPT and not EXISTS: it is never carried out row by row, whatever the planner knows of a table that has just
    # been filled.
    kept = ValidPosting.objects.filter(form=form).order_by().values_list("pk", flat=True)
    jobs = PublishedJob.objects.order_by().values_list("pk", flat=True)
    return list(jobs.difference(kept)[:most])


def unwanted(*, most: int) -> list[uuid.UUID]:
    """Jobs with a kept posting that are no longer published."""
    kept = KeptPosting.objects.order_by().values_list("job_id", flat=True)
    return list(kept.difference(PublishedJob.objects.order_by().values_list("pk", flat=True))[:most])
