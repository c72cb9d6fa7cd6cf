"""How well applicants fit a job, and the best of them for its shortlist."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from shortlists import queries, services
from shortlists.api import examples, serializers
from shortlists.api.views.lists import SHORTLISTS
from shortlists.choices import SUGGESTED, SUGGESTED_FROM
from shortlists.models import Match, ShortlistEntry
from shortlists.queries import matches
from shortlists.queries.lists import EXPANSIONS


class MatchesView(TenantView[Match]):
    model = Match
    allowed: ClassVar = {"get": VIEWERS}
    query_serializer: ClassVar = {"get": serializers.MatchesQuery}
    expandable = frozenset(EXPANSIONS)
    expanded_modules: ClassVar = {"applicant": "applicants"}

    @operation(
        "listMatches",
        summary="How well a job's applicants fit it, best first",
        description=(
            "Whoever applied for the job or stands on its shortlist, each part of the score with what it rests on."
            " Scores are advisory and reject nobody. They follow each change within seconds; until then the pair is"
            " not listed."
        ),
        tags=["Jobs"],
        responses={200: serializers.MatchSerializer},
        examples=[answered(examples.MATCH)],
        paginated=True,
    )
    def get(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        asked_for = {"min_score": self.query.values.get("min_score", 0), "expand": self.query.expand}
        return self.page(matches.scored(job_id, **asked_for), ordering=matches.ORDERING, shape=matches.shown_match)


class SuggestView(TenantView[ShortlistEntry]):
    model = ShortlistEntry
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "suggestShortlist",
        summary="Put the best applicants on a job's shortlist",
        description=(
            "The best of all your applicants who are not on it, whether they applied for this job or not, at its end"
            " and with their scores. Whoever was turned down for this job or has withdrawn is left out."
        ),
        tags=SHORTLISTS,
        request=serializers.SuggestBodySerializer,
        responses={200: serializers.SuggestedSerializer},
        errors=["validation_failed", "shortlist_full"],
        examples=[asked(examples.SUGGEST), answered(examples.SUGGESTED)],
    )
    def post(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        body = {"limit": SUGGESTED, "min_score": SUGGESTED_FROM} | self.body(serializers.SuggestBodySerializer)
        made = services.suggest_entries(job_id=job_id, **body)
        return self.respond({"job_id": job_id, "added": queries.entries(job_id, [one.applicant_id for one in made])})
