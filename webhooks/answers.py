"""Which answers of receivers are written down: they may repeat anything, also about somebody who was erased since."""

from __future__ import annotations

import uuid

from applications.models import Application
from shortlists.services.people import hold_applicants
from webhooks.models import WebhookDelivery


def storable(delivery_id: uuid.UUID, answer: str) -> str:
    """The answer, or nothing where the delivery is about somebody who is not there any more.

    Whoever is there is held until the transaction ends: an erasure that is under way is waited for, one that comes
    later finds the answer.
    """
    if not answer:
        return ""
    row = WebhookDelivery.objects.only("employer_id", "applicant_id", "data").get(pk=delivery_id)
    people = {row.applicant_id} if row.applicant_id else set()
    # Of records that were merged and parted since, the application may be another one's.
    people |= set(Application.objects.filter(pk=row.data.get("application_id")).values_list("applicant_id", flat=True))
    there = hold_applicants(people, employer_id=row.employer_id)
    return answer if len(there) == len(people) else ""
