"""The part of an erasure that lies here: a receiver's recorded answer may repeat anything."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q

from applicants.models import Applicant
from webhooks.models import DeliveryAttempt


class DeliveriesAboutApplicant:
    """A `hiretrack` dependent: payloads hold ids alone, so that merging changes nothing."""

    name = "webhooks.deliveries"

    def merge(self, *, survivor: Applicant, merged: Applicant) -> Any:  # noqa: ARG002
        return None

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: Any) -> None:
        """Nothing was moved."""

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        ids = Applicant.objects.filter(Q(pk=applicant.pk) | Q(merged_into=applicant.pk)).values("pk")
        DeliveryAttempt.objects.filter(delivery__applicant_id__in=ids).exclude(answer="").update(answer="")
        return []

    def export(self, *, applicant: Applicant) -> dict[str, Any]:  # noqa: ARG002
        return {}
