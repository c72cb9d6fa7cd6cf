"""Possible duplicates among all candidates, as the last look through them found."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.duplicates import LABELS, latest_look, start_look, suggestions, tell_apart
from applicants.duplicates.looking import KEPT
from applicants.models import Applicant
from hiretrack.office.candidates.scope import OfAnApplicant
from hiretrack.office.pages import OfficeCommand, OfficePage

ON_A_PAGE = 25


class DuplicatesPage(OfficePage):
    permission = "applicants.view_applicant"
    write_permission = "applicants.change_applicant"
    title = gettext_lazy("Possible duplicates")
    template_name = "office/candidates/duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # At most as many as a look keeps, so counting them costs little.
        page = Paginator(suggestions()[:KEPT], ON_A_PAGE).get_page(self.request.GET.get("p"))
        pairs = [(row, [LABELS.get(code, code) for code in row.evidence]) for row in page]
        is_own = bool(self.user.employer_id)
        return super().get_context_data(**kwargs) | {
            "opts": Applicant._meta,
            "page": page,
            "pairs": pairs,
            "look": latest_look() if is_own else None,
            "may_look": self.may_write and is_own,
        }


class Look(OfficeCommand):
    write_permission = "applicants.change_applicant"

    def run(self, request: HttpRequest, **ids: Any) -> str | dict[str, Any]:  # noqa: ARG002
        start_look()
        return _("All candidates are being looked through; open this page again in a moment.")

    def back_to(self, **ids: Any) -> str:  # noqa: ARG002
        return reverse("office:candidates-duplicates")


class TellApart(OfAnApplicant, OfficeCommand):
    write_permission = "applicants.change_applicant"

    def run(self, request: HttpRequest, **ids: uuid.UUID) -> str | dict[str, Any]:  # noqa: ARG002
        with self.own_employer(ids["applicant_id"]):
            tell_apart(applicant_id=ids["applicant_id"], other_id=ids["other_applicant_id"])
        return _("Noted: two different people. They are not suggested again.")
