"""Tags: put on and taken off in the list and on the page, and the page of all tags of the employer."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applicants.models import Applicant
from applicants.queries import current, resolved
from applicants.tags import BOUND, known_tags, start_renaming, suggested, tag_applicants
from hiretrack.errors import FieldError, Invalid
from hiretrack.office.candidates.scope import OfAnApplicant
from hiretrack.office.pages import OfficeCommand, OfficePage, OfficeView
from hiretrack.tenancy import employer_scope

AT_ONCE = 100
"""Selected candidates that are tagged with one click."""


class Suggest(OfficeView):
    """GET `?q=`: the employer's tags that contain these letters."""

    permission = "applicants.view_applicant"

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"tags": suggested(request.GET.get("q", "")[:50])})


class Tag(OfAnApplicant, OfficeCommand):
    """POST `add` or `remove`; answers the candidate's tags."""

    write_permission = "applicants.change_applicant"

    def run(self, request: HttpRequest, **ids: uuid.UUID) -> str | dict[str, Any]:
        add, remove = _named(request, "add"), _named(request, "remove")
        if not add and not remove:
            raise _nameless()
        with self.own_employer(ids["applicant_id"]):
            person = resolved(ids["applicant_id"])
            (person,) = tag_applicants(applicant_ids=[person.pk], add=add, remove=remove)
        return {"message": _("Saved."), "tags": person.tags}


class TagSelected(OfficeCommand):
    """POST `_selected_action` (ids) and `add`."""

    write_permission = "applicants.change_applicant"

    def run(self, request: HttpRequest, **ids: Any) -> str | dict[str, Any]:  # noqa: ARG002
        chosen, add = _chosen(request), _named(request, "add")
        if not add:
            raise _nameless()
        tagged: list[Applicant] = []
        # A platform admin's selection may be of several employers.
        for employer_id in sorted({person.employer_id for person in chosen}):
            own = [person.pk for person in chosen if person.employer_id == employer_id]
            with employer_scope(employer_id):
                tagged += tag_applicants(applicant_ids=own, add=add)
        said = ngettext("%(count)d candidate tagged.", "%(count)d candidates tagged.", len(tagged))
        return {"message": said % {"count": len(tagged)}, "tags": {str(one.pk): one.tags for one in tagged}}

    def back_to(self, **ids: Any) -> str:  # noqa: ARG002
        return reverse("admin:applicants_applicant_changelist")


def _chosen(request: HttpRequest) -> list[Applicant]:
    ids = [pk for pk in (_id(given) for given in request.POST.getlist("_selected_action")) if pk]
    if not 0 < len(ids) <= AT_ONCE:
        detail = _("Select 1 to %(most)d candidates.") % {"most": AT_ONCE}
        raise Invalid(detail, errors=[FieldError("/_selected_action", "length", detail)])
    return list(current().filter(pk__in=ids))


def _id(given: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(given)
    except ValueError:
        return None


def _named(request: HttpRequest, field: str) -> list[str]:
    """Several may be given with commas between them; what is taken away is taken at its word."""
    given = request.POST.getlist(field)
    parts = given if field == "remove" else [part for one in given for part in one.split(",")]
    return [part.strip() for part in parts if part.strip()]


def _nameless() -> Invalid:
    detail = _("Type a tag.")
    return Invalid(detail, errors=[FieldError("/add", "required", detail)])


class TagsPage(OfficePage):
    permission = "applicants.view_applicant"
    write_permission = "applicants.change_applicant"
    title = gettext_lazy("Tags")
    template_name = "office/candidates/tags.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:50]
        may_rename = self.may_write and bool(self.user.employer_id)
        tags = known_tags(within=words)
        return super().get_context_data(**kwargs) | {"q": words, "tags": tags, "may_rename": may_rename, "bound": BOUND}


class Rename(OfficeCommand):
    """POST `old` and `new`: the tag is renamed with everybody; an empty `new` with `remove` takes it away."""

    write_permission = "applicants.change_applicant"

    def run(self, request: HttpRequest, **ids: Any) -> str | dict[str, Any]:  # noqa: ARG002
        old, new = request.POST.get("old", ""), request.POST.get("new", "").strip()
        if not new and "remove" not in request.POST:
            raise _nameless()
        changed, run = start_renaming(old=old, new="" if "remove" in request.POST else new)
        if run is not None:
            return _("Many candidates bear this tag; they are being changed now. That takes a few minutes at most.")
        said = ngettext("%(count)d candidate changed.", "%(count)d candidates changed.", changed)
        return said % {"count": changed}

    def back_to(self, **ids: Any) -> str:  # noqa: ARG002
        return reverse("office:candidates-tags")
