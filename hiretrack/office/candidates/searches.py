"""The buttons of saved searches."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from applicants.models import SavedSearch
from applicants.searches import Criteria, change_search, delete_search, save_search
from applicants.searches.saving import owned
from hiretrack.office.candidates.listing import CONTROLS
from hiretrack.office.pages import OfficeCommand


class SearchCommand(OfficeCommand):
    def back_to(self, **ids: Any) -> str:  # noqa: ARG002
        return reverse("admin:applicants_applicant_changelist")


class Save(SearchCommand):
    """POST `name`, `is_shared`, and `address`: the list's query string."""

    write_permission = "applicants.add_savedsearch"

    def run(self, request: HttpRequest, **ids: Any) -> str | dict[str, Any]:  # noqa: ARG002
        given = QueryDict(request.POST.get("address", "").lstrip("?"), mutable=True)
        for name in CONTROLS:
            given.pop(name, None)
        search = save_search(
            name=request.POST.get("name", ""),
            query=Criteria.from_address(given).as_json(),
            is_shared="is_shared" in request.POST,
        )
        return {"message": _("Search saved."), "id": str(search.pk)}


class Change(SearchCommand):
    write_permission = "applicants.change_savedsearch"

    def run(self, request: HttpRequest, **ids: uuid.UUID) -> str | dict[str, Any]:
        changes: dict[str, Any] = {"is_shared": "is_shared" in request.POST}
        if "name" in request.POST:
            changes["name"] = request.POST["name"]
        change_search(search=_own(ids), changes=changes)
        return _("Search changed.")


class Delete(SearchCommand):
    write_permission = "applicants.delete_savedsearch"

    def run(self, request: HttpRequest, **ids: uuid.UUID) -> str | dict[str, Any]:  # noqa: ARG002
        delete_search(search=_own(ids))
        return _("Search deleted.")


def _own(ids: dict[str, uuid.UUID]) -> SavedSearch:
    return owned(ids["saved_search_id"])
