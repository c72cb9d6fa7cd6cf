"""The part of an erasure that lies here: a receiver's recorded answer may repeat anything."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q

from applicants.models import Applicant, ApplicantMerge
from webhooks.models import DeliveryAttempt


class DeliveriesAboutApplicant:
    """See `applicants.dependents.Dependent`. Payloads hold ids alone, so that merging changes nothing."""

    name = "webhooks.deliveries"

    def merge(self, *, survivor: Applicant, merged: Applicant) -> Any:  # noqa: ARG002
        return None

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: Any) -> None:
        """Nothing was moved."""

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        about = DeliveryAttempt.objects.filter(delivery__applicant_id__in=_ever_one_with(applicant.pk))
        about.exclude(answer="").update(answer="")
        return []

    def export(self, *, applicant: Applicant) -> dict[str, Any]:  # noqa: ARG002
        return {}


def _ever_one_with(applicant_id: uuid.UUID) -> set[uuid.UUID]:
    """Whoever it was merged with, directly or through others, also when that was undone.

    While they were one, the person's events went out under the survivor's id. An answer too many that goes is no loss.
    """
    known, new = set[uuid.UUID](), {applicant_id}
    while new:
        known |= new
        merges = ApplicantMerge.objects.filter(Q(survivor__in=new) | Q(merged__in=new))
        new = {pk for pair in merges.values_list("survivor_id", "merged_id") for pk in pair} - known
    return known
