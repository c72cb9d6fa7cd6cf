"""The page on which an application is decided, and the parts of it that load by themselves."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from applications.choices import ApplicationStatus
from applications.models import MAX_BODY, Application
from applications.queries import colleagues
from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.api import throttling
from hiretrack.errors import DomainError, NotFound
from hiretrack.office.application import page
from hiretrack.office.application.delays import Delay
from hiretrack.office.application.documents import documents_of
from hiretrack.office.application.forms import MAX_SUMMARY
from hiretrack.office.application.neighbours import FILTERS, place_of
from hiretrack.office.application.timeline import Reading, before, timeline
from hiretrack.office.pages import OfficePage
from hiretrack.uploads.extraction import Unreadable
from hiretrack.uploads.services import drawing

LIMITS = {"body": MAX_BODY, "note": MAX_NOTE, "reason": MAX_REASON, "summary": MAX_SUMMARY}


class OfApplication(OfficePage):
    permission = "applications.view_application"
    write_permission = "applications.change_application"

    @cached_property
    def row(self) -> Application:
        return page.application_of(self.kwargs["application_id"])


class ApplicationPage(OfApplication):
    """Mounted by the list at Django's own address of an application's form."""

    template_name = "office/application/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        place = place_of(self.request, row)
        link = _link_within(place.filters)
        shown = {
            "title": row.person.name,
            "application": row,
            "person": row.person,
            "job_link": reverse("admin:jobs_job_change", args=[row.job_id]),
            "list_link": f"{reverse('admin:applications_application_changelist')}?{place.filters}",
            "place": place,
            "previous_link": place.previous and link(place.previous),
            "next_link": place.next and link(place.next),
            "limits": LIMITS,
        }
        return super().get_context_data(**kwargs) | shown | self._about(row) | self._doing(row)

    def _about(self, row: Application) -> dict[str, Any]:
        return {
            "documents": documents_of(row),
            "answers": page.answers_of(row),
            "letter": page.letter_of(row),
            "differences": page.differences(row),
            "fit": page.fit_of(row),
            "others": page.others_of(row),
            "timeline": timeline(Reading(row, self.user)),
        }

    def _doing(self, row: Application) -> dict[str, Any]:
        people = colleagues(row.pk).exclude(pk=self.user.pk).values("id", "name", "email") if self.may_write else []
        return {
            "moves": page.moves_of(row),
            "telling": page.telling_of(row),
            "shortlist": page.shortlist_of(row),
            "delays": Delay.choices,
            "statuses": ApplicationStatus,
            "colleagues": [{**person, "id": str(person["id"])} for person in people],
            "may_shortlist": self.may_write,
        }


def _link_within(filters: str) -> Any:
    """Makes addresses of other applications in the same list."""
    query = urlencode({FILTERS: filters})
    return lambda pk: f"{reverse('admin:applications_application_change', args=[pk])}?{query}"


class TimelinePart(OfApplication):
    """One page of what happened; `?before=` (a cursor) goes on."""

    template_name = "office/application/timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = Reading(self.row, self.user, before(self.request.GET.get("before", "")))
        shown = {"application": self.row, "timeline": timeline(reading)}
        return super().get_context_data(**kwargs) | shown


class PreviewFrame(OfApplication):
    """The first pages of a PDF of the application, for a sandboxed frame: pictures and words, no script, no link."""

    template_name = "office/application/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ARG002 - the frame has nothing of a page
        documents = {document.name: document for document in documents_of(self.row)}
        document = documents.get(self.kwargs["name"])
        if document is None or not document.has_preview:
            raise NotFound
        if wait_s := self._wait_s:
            said = _("These were many files in a short time. Try again in %(seconds)s seconds.") % {"seconds": wait_s}
            return {"document": document, "error": said}
        try:
            return {"document": document, "drawing": drawing(document.upload)}
        except (Unreadable, DomainError) as refused:
            return {"document": document, "error": str(refused)}

    @cached_property
    def _wait_s(self) -> int:
        """Above zero for whoever has had more drawn than anybody reads: it costs a process each time."""
        state = throttling.hit("preview", f"user:{self.user.pk}")
        return 0 if state.allowed else max(1, state.reset_s)

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, status=429 if self._wait_s else 200, **response_kwargs)
        answer["Content-Security-Policy"] = FRAME_POLICY
        answer["X-Frame-Options"] = "SAMEORIGIN"
        return answer


FRAME_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none';"
    " form-action 'none'"
)
