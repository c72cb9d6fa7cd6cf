"""What a recruiter copies: the job's address, and the code that puts the job list into the employer's own site."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.urls import reverse

from jobs.models import Job
from jobs.queries import public_url


@dataclass(frozen=True, slots=True)
class Sharing:
    job: str
    """The job's public address; empty unless it is published."""
    careers: str
    embed: str
    """As text, which templates escape once more to show it."""
    frame: str
    department: str


def sharing(job: Job) -> Sharing:
    slug = job.employer.slug
    script = settings.PUBLIC_URL + reverse("portal:embed-script", args=[slug])
    frame = settings.PUBLIC_URL + reverse("portal:embed", args=[slug])
    return Sharing(
        job=public_url(job.pk) if job.is_published else "",
        careers=settings.PUBLIC_URL + reverse("portal:employer", args=[slug]),
        embed=f'<script src="{escape(script)}" async></script>',
        frame=f'<iframe src="{escape(frame)}" width="100%" height="600" title="{escape(job.employer.name)}"></iframe>',
        department=job.department,
    )
