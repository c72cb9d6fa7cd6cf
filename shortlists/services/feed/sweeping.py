"""Works off what was marked of the feed: people first, who wait for it, then openings."""

from __future__ import annotations

from celery import Task
from django.db.models import QuerySet

from hiretrack.tenancy import all_tenants
from shortlists.matching import VERSION
from shortlists.models import OpeningFacts, ProfileFacts
from shortlists.services.feed.comparing import OPENINGS, match_openings, match_person
from shortlists.services.turns import Step, Turn

PEOPLE = 5


def _task() -> Task:
    from shortlists.tasks import feed

    return feed


def _step() -> Step:
    with all_tenants(reason="feeds to bring up to date"):
        people = list(_people().order_by("version", "marked_at").values_list("user_id", flat=True)[:PEOPLE])
        openings = list(_openings().order_by("version", "marked_at").values_list("pk", flat=True)[:OPENINGS])
    compared = [match_person(user_id=pk) is not None for pk in people]
    read = match_openings(ids=openings) if openings else 0
    done = sum(compared) + (read or 0)
    return Step(done, len(people) + len(openings) - done)


def _is_left() -> bool:
    with all_tenants(reason="whether feeds are to be brought up to date"):
        return _people().exists() or _openings().exists()


FEED = Turn("feed", _step, _is_left, _task)


def _people() -> QuerySet[ProfileFacts]:
    rows: QuerySet[ProfileFacts] = ProfileFacts.objects.filter(version__lt=VERSION)
    return rows


def _openings() -> QuerySet[OpeningFacts]:
    rows: QuerySet[OpeningFacts] = OpeningFacts.objects.filter(version__lt=VERSION)
    return rows
