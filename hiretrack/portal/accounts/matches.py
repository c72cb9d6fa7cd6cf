"""A candidate's own page: which openings fit, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hiretrack.portal import fitting
from hiretrack.portal.accounts.pages import own_page, show
from shortlists.queries import feed

MOST, LEAST = 50, 30
"""How many the page lists, and from which score on: below, nothing but the place fits."""


@require_safe
@own_page
def matches(request: HttpRequest) -> HttpResponse:
    found = [fitting.shown(row) for row in feed.best_of_feed(MOST, min_score=LEAST) if row["opening"]]
    says_enough, is_being_computed = feed.says_enough(), feed.is_being_computed()
    context = {
        "matches": found,
        "says_enough": says_enough,
        "is_being_computed": is_being_computed and says_enough,
        "is_awaited": is_being_computed and says_enough and not found,
        "most": MOST,
    }
    return show(request, "matches", "matches", context)
