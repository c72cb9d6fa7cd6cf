"""The openings that fit the candidate who asks."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.me.base import ME, PersonView
from employers.api.examples import answered
from employers.permissions import APPLICANTS
from hiretrack.api.schema import operation
from shortlists.api import examples, serializers
from shortlists.queries import feed


class FeedView(PersonView):
    allowed: ClassVar = {"get": APPLICANTS}
    query_serializer: ClassVar = {"get": serializers.FeedQuery}
    expandable = frozenset({"opening"})

    @operation(
        "listOwnMatches",
        summary="Jobs and listings that fit the own profile, best first",
        description=(
            "Published jobs of all employers here, and listings of job boards that are open to candidates, each part"
            " of the score with what it rests on; at most 500. What pays less than the profile's minimum salary (a"
            " year's, in the same currency) is left out, and so is what was applied for already. Who wants remote work"
            " only gets 0 for the location of everything else. The list follows each change of the profile and of the"
            " openings within seconds; what is closed leaves at once. A profile that names neither skills nor titles"
            " has no matches."
        ),
        tags=ME,
        responses={200: serializers.OwnMatchSerializer},
        examples=[answered(examples.OWN_MATCH)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        rows, next_cursor = self.paginate(feed.feed(**self.query.values), ordering=feed.ORDERING)
        return self.paginated(feed.shown_feed(rows, expand=self.query.expand), next_cursor)
