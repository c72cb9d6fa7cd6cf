"""Why an opening fits, in a candidate's words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shortlists.matching.places import Rule

NEAR, ALIKE = 50, 90
"""From which score of the title on it is near the person's own, and from which it is as good as the same."""
MOST_SKILLS = 8
RULES: dict[str, str | Promise] = {
    Rule.REMOTE: gettext_lazy("It can be done from anywhere"),
    Rule.SAME_CITY: gettext_lazy("In your town"),
    Rule.SAME_REGION: gettext_lazy("In your region"),
    Rule.SAME_COUNTRY: gettext_lazy("In your country"),
    Rule.ELSEWHERE: gettext_lazy("In another country, or far from your places"),
    Rule.ON_SITE: gettext_lazy("On site, and you look for remote work only"),
    Rule.UNKNOWN: gettext_lazy("Too little is known to tell how near it is"),
}


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `shortlists.queries.feed` as the page lists it."""
    return {
        "opening": row["opening"],
        "is_here": row["kind"] == "job",
        "score": row["score"],
        "matched": row["keywords"].get("matched", [])[:MOST_SKILLS],
        "missing": row["keywords"].get("missing", [])[:MOST_SKILLS],
        "title": _title(row["title"]),
        "place": RULES.get(row["location"].get("rule", ""), RULES[Rule.UNKNOWN]),
    }


def _title(part: dict[str, Any]) -> str:
    own = part.get("theirs")
    if not own:
        return _("Your profile names no title to compare with")
    if part["score"] >= ALIKE:
        return _("Fits your title “%(title)s”") % {"title": own}
    if part["score"] >= NEAR:
        return _("Near your title “%(title)s”") % {"title": own}
    return _("Other work than “%(title)s”") % {"title": own}
