"""A job as its public page would show it, published or not."""

from __future__ import annotations

import uuid

from django.db.models import F
from django.utils import timezone

from jobs.models import Job
from jobs.queries.filtering import SHOWN, Row
from jobs.queries.public import public_detail

_EMPLOYER = ("name", "slug", "logo_url", "website")


def preview(job_id: uuid.UUID) -> Row | None:
    """One of the scope's own jobs in the form of `public_job`, as if it were published now; None when there is none."""
    employer = {f"employer_{name}": F(f"employer__{name}") for name in _EMPLOYER}
    rows = Job.objects.filter(pk=job_id).order_by()
    row = rows.values(*SHOWN, "employer_id", "description_md", "questions", **employer).first()
    if row is None:
        return None
    return public_detail(row | {"published_at": row["published_at"] or timezone.now()})
