"""All feeds at once, for a command: openings are read first, and then everybody is compared with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hiretrack.embedded.waiting import until
from hiretrack.tenancy import all_tenants
from shortlists.matching import VERSION
from shortlists.models import OpeningFacts, ProfileFacts
from shortlists.models.facts import STALE
from shortlists.services.feed.comparing import OPENINGS, match_openings, match_person
from shortlists.services.feed.finding import FOUND

Answer = TypeVar("Answer")
Told = Callable[[int], object]
"""Gets how many more are done."""
PATIENCE_S = 120.0


def mark_everything() -> None:
    with all_tenants(reason="all feeds are computed anew"):
        OpeningFacts.objects.update(version=STALE)
        ProfileFacts.objects.update(version=STALE)


def read_openings(told: Told) -> int:
    """Look for openings, and compare those that are stale with the people who are not; how many they were."""
    while FOUND.step().done:
        pass
    done = 0
    while ids := _stale_openings():
        made = _patiently(lambda ids=ids: match_openings(ids=ids))  # type: ignore[misc]
        done += made
        told(made)
    return done


def compare_people(told: Told) -> int:
    """Compare whoever is stale; how many."""
    with all_tenants(reason="profiles to compare"):
        people = list(ProfileFacts.objects.filter(version__lt=VERSION).order_by("pk").values_list("user_id", flat=True))
    for pk in people:
        _patiently(lambda pk=pk: match_person(user_id=pk))  # type: ignore[misc]
        told(1)
    return len(people)


def _stale_openings() -> list[object]:
    with all_tenants(reason="openings to read"):
        rows = OpeningFacts.objects.filter(version__lt=VERSION).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:OPENINGS])


def _patiently(work: Callable[[], Answer | None]) -> Answer:
    """A worker that compares at the same time is waited for. Raises `TimeoutError`."""
    return until(lambda: _wrapped(work), within=PATIENCE_S)[0]


def _wrapped(work: Callable[[], Answer | None]) -> list[Answer]:
    made = work()
    return [] if made is None else [made]
