"""What a candidate's account holds of listings. Registered above, where both candidates and jobs are known."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery

from employers.models import User
from jobs.sourcing.models import Listing, ListingMark


class Marks:
    """Which listings the person has read, or put aside."""

    name = "listing_marks"

    def export(self, *, user: User) -> Any:
        """With a title only where the person can still see the listing."""
        # As a join it would drop the marks on what they cannot see any more.
        seen = Listing.objects.filter(pk=OuterRef("listing_id"))
        known = {name: Subquery(seen.values(name)[:1]) for name in ("title", "url")}
        rows = ListingMark.objects.filter(user=user).annotate(**known)
        return list(rows.order_by("id").values("listing_id", "title", "url", "read_at", "hidden_at"))

    def erase(self, *, user: User) -> None:
        """They go with the account."""
