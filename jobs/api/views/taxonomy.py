"""The terms that published jobs name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered
from hiretrack.api.permissions import PUBLIC
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from jobs import queries
from jobs.api import examples, serializers

TAXONOMY = ["Taxonomy"]


class TaxonomyView(ContractView):
    """Terms of one kind. Each has an address and an operation of its own."""

    allowed: ClassVar = {"get": PUBLIC}
    query_serializer = serializers.TaxonomyQuery

    def terms(self, kind: str) -> HttpResponse:
        found = queries.taxonomy(kind, employer=self.query.values.get("employer", ""))
        return self.respond({"items": found}, etag=True, headers={"Cache-Control": "public, max-age=60"})


def _terms_of(kind: str, operation_id: str, summary: str, example: dict[str, Any]) -> type[TaxonomyView]:
    @operation(
        operation_id,
        summary=summary,
        description="The most used first, at most 1,000; up to a minute old.",
        tags=TAXONOMY,
        responses={200: serializers.TaxonomySerializer},
        examples=[answered(example)],
        etag=True,
    )
    def get(self: TaxonomyView, request: Request) -> HttpResponse:  # noqa: ARG001
        return self.terms(kind)

    return type(f"{kind.title()}View", (TaxonomyView,), {"get": get, "__module__": __name__})


DepartmentsView = _terms_of("departments", "listDepartments", "Departments of published jobs", examples.DEPARTMENTS)
LanguagesView = _terms_of("languages", "listLanguages", "Languages that published jobs ask for", examples.LANGUAGES)
LocationsView = _terms_of("locations", "listLocations", "Locations of published jobs", examples.LOCATIONS)
SkillsView = _terms_of("skills", "listSkills", "Skills that published jobs name in their tags", examples.SKILLS)
