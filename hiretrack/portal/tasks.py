from __future__ import annotations

from celery import shared_task

from hiretrack.celery import PlatformTask, Urgency
from hiretrack.portal.feeds import jobxml
from jobs import services

LONGEST_S = 120
"""The rest is left to the next run: the workers have other things to do, too."""


@shared_task(base=PlatformTask, name="portal.keep_postings", urgency=Urgency.LATER)
def keep_postings() -> int:
    """Write down what jobs.xml says of each job that is new or has changed."""
    services.forget_postings()
    return services.keep_postings(form=jobxml.form(), write=jobxml.posting, within_s=LONGEST_S)
