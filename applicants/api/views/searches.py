"""Searches that recruiters keep."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants import searches
from applicants.api import searches_serializers as serializers
from applicants.models import SavedSearch
from applicants.searches.stored import ORDERING
from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView

TAG = ["Saved searches"]


class SavedSearchView(TenantView[SavedSearch]):
    model = SavedSearch

    @property
    def user_id(self) -> uuid.UUID | None:
        return self.principal.user_id if self.principal else None

    def answer(self, search: SavedSearch, *, status: int = 200) -> HttpResponse:
        headers = {"Location": f"/v1/saved-searches/{search.pk}"} if status == 201 else {}
        shown = searches.shown_search(search, user_id=self.user_id)
        return self.respond(shown, status=status, etag=etag_of(search), headers=headers)

    def found(self, search_id: uuid.UUID) -> SavedSearch:
        search = searches.saved_search(search_id, user_id=self.user_id)
        self.check_if_match(etag_of(search))
        return search


class SavedSearchesView(SavedSearchView):
    allowed: ClassVar = {"get": VIEWERS, "post": RECRUITERS}
    idempotent = frozenset({"post"})

    @operation(
        "listSavedSearches",
        summary="The caller's saved searches, and those that colleagues share",
        description="In the order of their names. An API key, which is nobody's own, finds the shared ones.",
        tags=TAG,
        responses={200: serializers.SavedSearchSerializer},
        examples=[answered(serializers.SEARCH)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        rows, next_cursor = self.paginate(searches.saved_searches(self.user_id), ordering=ORDERING)
        return self.paginated([searches.shown_search(row, user_id=self.user_id) for row in rows], next_cursor)

    @operation(
        "createSavedSearch",
        summary="Keep a search for applicants",
        description="For the caller, who is a person at an employer; an API key cannot keep one.",
        tags=TAG,
        request=serializers.SavedSearchBodySerializer,
        responses={201: serializers.SavedSearchSerializer},
        errors=["validation_failed", "search_name_taken", "too_many_searches"],
        examples=[asked(serializers.BODY), answered(serializers.SEARCH, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.answer(searches.save_search(**self.body(serializers.SavedSearchBodySerializer)), status=201)


class SavedSearchDetailView(SavedSearchView):
    allowed: ClassVar = {"patch": RECRUITERS, "delete": RECRUITERS}

    @operation(
        "updateSavedSearch",
        summary="Rename, share or change a saved search",
        description="Only one's own; a colleague's shared search is refused.",
        tags=TAG,
        request=serializers.SavedSearchChangeSerializer,
        responses={200: serializers.SavedSearchSerializer},
        errors=["not_found", "validation_failed", "search_name_taken"],
        examples=[asked({"is_shared": True}), answered(serializers.SEARCH)],
        etag=True,
    )
    def patch(self, request: Request, saved_search_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        changes = self.body(serializers.SavedSearchChangeSerializer)
        return self.answer(searches.change_search(search=self.found(saved_search_id), changes=changes))

    @operation(
        "deleteSavedSearch",
        summary="Delete a saved search",
        description="Only one's own; a colleague's shared search is refused.",
        tags=TAG,
        responses={204: None},
        errors=["not_found"],
        etag=True,
    )
    def delete(self, request: Request, saved_search_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        searches.delete_search(search=self.found(saved_search_id))
        return self.respond(status=204)
