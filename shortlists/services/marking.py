"""What a change makes stale: marked in the change's wake, worked off by whoever has the turn."""

from __future__ import annotations

import uuid

from django.db.models import Exists, OuterRef

from applicants.models import Applicant
from applicants.queries import having_cv
from applications.models import Application
from shortlists.models import Match, ShortlistEntry
from shortlists.models.facts import STALE
from shortlists.services.facts import mark_applicants


def mark_job(*, job_id: uuid.UUID) -> None:
    """From now on its scores count for nothing until they are computed again."""
    Match.objects.filter(job_id=job_id).update(version=STALE)


def mark_applicant(*, applicant_id: uuid.UUID, employer_id: uuid.UUID) -> None:
    if Applicant.objects.filter(pk=applicant_id).exists():
        mark_applicants([applicant_id], employer_id=employer_id)


def mark_shortlist(*, job_id: uuid.UUID, employer_id: uuid.UUID) -> None:
    """Whoever stands on it without a score, and whoever has a score and is nobody of the job's any more."""
    listed = ShortlistEntry.objects.filter(shortlist__job_id=job_id, superseded_by=None)
    applied = Application.objects.filter(job_id=job_id, superseded_by=None, applicant=OuterRef("applicant"))
    scored = Match.objects.filter(job_id=job_id)
    unscored = listed.exclude(applicant_id__in=scored.values("applicant_id"))
    left = scored.exclude(Exists(applied)).exclude(Exists(listed.filter(applicant=OuterRef("applicant"))))
    found = [pk for rows in (unscored, left) for pk in rows.order_by().values_list("applicant_id", flat=True)]
    if found:
        mark_applicants(found, employer_id=employer_id)


def holders_of_cv(*, upload_id: uuid.UUID) -> list[uuid.UUID]:
    return list(having_cv(upload_id).order_by("pk").values_list("pk", flat=True))


def applicant_of(*, application_id: uuid.UUID) -> list[uuid.UUID]:
    """Whose application it is; nobody's once it is gone."""
    return list(Application.objects.filter(pk=application_id).values_list("applicant_id", flat=True))
