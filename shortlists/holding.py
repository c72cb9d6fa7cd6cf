"""What the feed holds of a person: shown with all their data, and gone with their account."""

from __future__ import annotations

from typing import Any

from employers.models import User
from shortlists.models import ProfileFacts, ProfileMatch
from shortlists.queries.feed import COLUMNS, shown_feed

FACTS = (
    "skills", "titles", "places", "remote_preference", "minimum_salary", "salary_currency", "marked_at",
)  # fmt: skip


class FeedHolding:
    """See `applicants.personal.registry.Holding`."""

    name = "matches"

    def export(self, *, user: User) -> dict[str, Any]:  # noqa: ARG002 - whose they are, the scope says
        kept = ProfileMatch.objects.order_by("-score", "id").values(*COLUMNS)
        return {"known": ProfileFacts.objects.values(*FACTS).first(), "openings": shown_feed(kept)}

    def erase(self, *, user: User) -> None:
        # The facts first: whoever compares holds them, and has written the last match once they are free.
        ProfileFacts.objects.filter(user=user).delete()
        ProfileMatch.objects.filter(user=user).delete()
