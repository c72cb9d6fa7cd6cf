"""What the settings page asks for while somebody types: how texts look, and whom a retention time would erase."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applicants.privacy.retention import expired
from employers.admin_scope import own_rows
from employers.models import Employer
from hiretrack.errors import NotFound
from hiretrack.office.pages import OfficeCommand, OfficePage, OfficeView
from hiretrack.tenancy import employer_scope
from jobs.markdown import render

MOST_COUNTED = 1000
MOST_MONTHS = 120
LONGEST_TEXT = 20_000


class OwnEmployer(OfficeView):
    permission = "employers.view_employer"

    def employer(self, employer_id: uuid.UUID) -> Employer:
        """Raises `NotFound` for another's."""
        found: Employer | None = own_rows(self.user, Employer.objects.filter(pk=employer_id)).first()
        if found is None:
            raise NotFound
        return found


class RetentionPage(OwnEmployer, OfficePage):
    """How many candidates `?retention_months=` would erase in the coming night. Nobody is erased by looking."""

    template_name = "office/people/retention.html"
    title = _("Retention")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employer = self.employer(kwargs["employer_id"])
        stored = employer.retention_months
        months = months_of(self.request.GET.get("retention_months", ""), otherwise=stored)
        employer.retention_months = months
        with employer_scope(employer.pk):
            found = expired(employer).order_by()[: MOST_COUNTED + 1].count()
        return {"months": months, "found": min(found, MOST_COUNTED), "more": found > MOST_COUNTED} | kwargs


class AboutPreview(OwnEmployer, OfficeCommand):
    """Markdown as candidates will see it."""

    write_permission = "employers.change_employer"

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        self.employer(ids["employer_id"])
        return {"message": "", "html": render(request.POST.get("text", "")[:LONGEST_TEXT])}


def months_of(given: str, *, otherwise: int) -> int:
    months = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    return months if 1 <= months <= MOST_MONTHS else otherwise
