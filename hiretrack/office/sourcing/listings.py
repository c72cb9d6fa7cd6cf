"""The list of what was found on all boards, and the page of one listing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from django_countries import countries

from hiretrack.office.pages import OfficePage
from hiretrack.office.sourcing import finding
from hiretrack.office.sourcing.asking import PLACES, SHOWS, Asked, chips
from hiretrack.office.sourcing.marking import read_by
from hiretrack.office.sourcing.rooms import ListingView
from jobs.sourcing.models import Sighting


class ListingsPage(ListingView, OfficePage):
    title = gettext_lazy("Listings")
    template_name = "office/sourcing/listings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Asked.of(self.request.GET)
        found, boards = finding.page_of(asked), finding.board_names()
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "may_adopt": self.may_adopt,
            "lines": [(row, found.boards.get(row.pk, [])) for row in found.listings],
            "boards": boards,
            "chips": list(chips(asked, boards)),
            "tabs": [(label, asked.address(show=value), value == asked.show) for value, label in SHOWS.items()],
            "countries": _named({*finding.countries_known(), asked.country} - {""}),
            "places": PLACES.items(),
            "next": asked.address(p=asked.p + 1) if found.has_next else "",
            "previous": f"?{asked.address(p=asked.p - 1)}" if asked.p > 1 else "",
            "may_add_boards": self.user.has_perm("sourcing.add_jobboard") and bool(self.user.employer_id),
        }


def _named(codes: set[str]) -> list[tuple[str, str]]:
    return sorted(((code, str(countries.name(code) or code)) for code in codes), key=lambda one: one[1])


class ListingPage(ListingView, OfficePage):
    """Whoever may mark listings as read has read it by opening it."""

    template_name = "office/sourcing/listing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.listing
        if row.is_new and self.may_write:
            read_by(row)
        seen = Sighting.objects.filter(listing=row).select_related("board").order_by("board__name", "board_id")
        return super().get_context_data(**kwargs) | {
            "listing": row,
            "may_adopt": self.may_adopt,
            "title": row.title,
            "sightings": list(seen),
            "country": countries.name(row.country) if row.country else "",
        }
