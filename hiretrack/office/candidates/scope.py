"""Whose rows a button of a candidate's page is about."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any

from django.contrib import messages
from django.urls import reverse

from applicants.queries import resolved
from hiretrack.errors import DomainError
from hiretrack.office.pages import OfficeView
from hiretrack.tenancy import employer_scope


class OfAnApplicant(OfficeView):
    def own_employer(self, applicant_id: uuid.UUID) -> AbstractContextManager[Any]:
        """A platform admin's scope holds every employer; what is done keeps to the candidate's own."""
        return employer_scope(resolved(applicant_id).employer_id)

    def back_to(self, **ids: Any) -> str:
        return reverse("admin:applicants_applicant_change", args=[ids["applicant_id"]])

    def tell(self, error: DomainError) -> None:
        for detail in [one.detail for one in error.errors] or [error.detail]:
            messages.error(self.request, detail)
