"""Keeps the feed: a person against all openings when their profile has changed, an opening against all people when it
is new or has changed.

Both take one advisory lock, so that neither misses a row that the other is just making.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Count

from hiretrack.tenancy import all_tenants
from shortlists.matching import VERSION
from shortlists.models import OpeningFacts, ProfileFacts, ProfileMatch
from shortlists.models.facts import STALE
from shortlists.services.feed.ranking import KEPT, Candidate, Opening, best_of, candidate_of
from shortlists.services.feed.reading import KEPT as READ_OF_OPENINGS
from shortlists.services.feed.reading import read_openings, read_people

MOST_CONSIDERED = 50_000
"""Openings for one person, the newest."""
AT_ONCE, OPENINGS = 2_000, 20
SPARE = 100
"""Rows beyond `KEPT` that a person may have before the worst go."""
LOCK = 0x6869_7265_6665_6564
READ_OF_PEOPLE = (
    "skills", "titles", "places", "remote_preference", "minimum_salary", "salary_currency", "version", "marked_at",
    "floor",
)  # fmt: skip


def match_person(*, user_id: uuid.UUID) -> int | None:
    """Compare one person with all openings; how many were kept, None while somebody else compares."""
    with all_tenants(reason="a profile against all openings"):
        if not _alone():
            return None
        rows = ProfileFacts.objects.filter(user_id=user_id).select_for_update(of=("self",))
        if not (read := read_people(rows)):
            ProfileFacts.objects.filter(user_id=user_id).delete()
            ProfileMatch.objects.filter(user_id=user_id).delete()
            return 0
        return _keep(read[0])


def _keep(row: ProfileFacts) -> int:
    person = candidate_of(row)
    kept = best_of(person, _openings()) if person.says_something else []
    row.floor = kept[-1].score if len(kept) == KEPT else -1
    row.save(update_fields=READ_OF_PEOPLE)
    ProfileMatch.objects.filter(user_id=row.user_id).delete()
    ProfileMatch.objects.bulk_create(kept, batch_size=AT_ONCE)
    return len(kept)


def match_openings(*, ids: Sequence[uuid.UUID]) -> int | None:
    """Compare these stale openings with all people; how many were worked off, None while somebody else compares.
    Those that are open no more go."""
    with all_tenants(reason="new openings against all profiles"):
        if not _alone():
            return None
        stale = OpeningFacts.objects.filter(pk__in=ids, version__lt=VERSION).order_by("pk")
        rows = list(stale.select_for_update(skip_locked=True, of=("self",)))
        there = read_openings(rows)
        OpeningFacts.objects.bulk_update(there, READ_OF_OPENINGS)
        open_still = {row.pk for row in there}
        OpeningFacts.objects.filter(pk__in=[row.pk for row in rows if row.pk not in open_still]).delete()
        _replace(rows, there)
        return len(rows)


def _replace(rows: Sequence[OpeningFacts], there: Sequence[OpeningFacts]) -> None:
    ProfileMatch.objects.filter(job_id__in=[row.job_id for row in rows if row.job_id]).delete()
    ProfileMatch.objects.filter(listing_id__in=[row.listing_id for row in rows if row.listing_id]).delete()
    found, touched = _found([Opening(row) for row in there]), set[uuid.UUID]()
    while batch := list(islice(found, AT_ONCE)):
        touched |= {match.user_id for match in batch}
        ProfileMatch.objects.bulk_create(batch)
    _cut(touched)


def _found(openings: Sequence[Opening]) -> Iterator[ProfileMatch]:
    for person in _people():
        if person.says_something:
            for opening in openings:
                if opening.score(person, least=person.floor + 1) >= 0:
                    yield opening.match(person)


def _cut(people: set[uuid.UUID]) -> None:
    """Take the worst of whoever has too many."""
    counted = ProfileMatch.objects.filter(user_id__in=people).order_by().values("user_id").annotate(n=Count("pk"))
    for user_id in counted.filter(n__gt=KEPT + SPARE).values_list("user_id", flat=True):
        own = ProfileMatch.objects.filter(user_id=user_id).order_by("-score", "-id")
        floor = own.values_list("score", flat=True)[KEPT - 1]
        own.filter(pk__in=list(own.values_list("pk", flat=True)[KEPT:])).delete()
        ProfileFacts.objects.filter(user_id=user_id).update(floor=floor)


def _alone() -> bool:
    """Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _openings() -> Iterator[OpeningFacts]:
    rows = OpeningFacts.objects.filter(version__gt=STALE).order_by("-id")[:MOST_CONSIDERED]
    return rows.iterator(chunk_size=AT_ONCE)


def _people() -> Iterator[Candidate]:
    rows = ProfileFacts.objects.filter(version__gt=STALE).order_by("pk")
    return map(candidate_of, rows.iterator(chunk_size=AT_ONCE))
