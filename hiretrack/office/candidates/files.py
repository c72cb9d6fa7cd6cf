from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from applicants.queries import resolved
from hiretrack.errors import DomainError, NotFound
from hiretrack.office.candidates.scope import OfAnApplicant
from hiretrack.office.pages import OfficeView
from hiretrack.uploads.services import download_url


class Cv(OfAnApplicant, OfficeView):
    """On to the file's short-lived address. A hidden person's file is nobody's to open."""

    permission = "applicants.view_applicant"

    def get(self, request: HttpRequest, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        person = resolved(applicant_id)
        if person.cv is None or person.identity_hidden:
            raise NotFound
        try:
            return HttpResponseRedirect(download_url(person.cv))
        except NotFound:
            raise
        except DomainError as error:
            self.tell(error)
            return HttpResponseRedirect(self.back_to(applicant_id=person.pk))
