"""The job that a question belongs to, as text: a published one here, a listing elsewhere, or what the person pasted."""

from __future__ import annotations

import uuid
from typing import Any

from hiretrack.errors import NotFound
from jobs.models import PublishedJob
from jobs.sourcing.models import Listing


def text_of(*, job_id: uuid.UUID | None, listing_id: uuid.UUID | None = None, job_text: str | None = None) -> str:
    """In the person's scope. Raises `NotFound` for a job that is not public and a listing that is not for them."""
    if job_id is not None:
        return _joined(_found(PublishedJob, job_id, "company", "employer_name", "location", "description_md"))
    if listing_id is not None:
        return _joined(_found(Listing, listing_id, "company", "location", "description"))
    return job_text or ""


def _found(model: Any, pk: uuid.UUID, *names: str) -> list[str]:
    row = model.objects.filter(pk=pk).values_list("title", *names).first()
    if row is None:
        raise NotFound
    return list(row)


def _joined(texts: list[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
