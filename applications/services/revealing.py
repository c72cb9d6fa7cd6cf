"""Fair review and the pipeline: what makes a hidden person known, and whom that locks. See docs/adr/0033."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from applicants.models import Applicant
from applications.choices import ApplicationStatus
from applications.models import Application

KNOWN_FROM = frozenset({ApplicationStatus.INTERVIEW, ApplicationStatus.OFFER, ApplicationStatus.HIRED})
"""Whoever comes here is known for good; the database's triggers say the same."""


def hold_people(application_ids: Iterable[uuid.UUID]) -> None:
    """Lock the applicants of those that are under fair review, before their applications are locked.

    The triggers write to them afterwards. Merges and erasures lock people first, too; so nobody waits in a circle.
    """
    whose = Application.objects.filter(pk__in=list(application_ids), job__fair_review=True).order_by()
    people = Applicant.objects.select_for_update(of=("self",), no_key=True)
    list(people.filter(pk__in=whose.values("applicant_id")).order_by("pk").values_list("pk", flat=True))
