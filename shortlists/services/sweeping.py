"""Works off what was marked, a batch at a time: first facts with all their scores, then scores of changed jobs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from celery import Task
from django.db.models import Exists, OuterRef, QuerySet

from hiretrack.tenancy import all_tenants, employer_scope
from shortlists.matching import VERSION
from shortlists.models import Match, MatchingFacts
from shortlists.models.facts import STALE
from shortlists.services.matching import match_applicants, match_pairs
from shortlists.services.turns import Step, Turn

OLDEST, NEWEST = 150, 50
"""Of each batch. The newest are among them so that one application need not wait behind an import."""
PAIRS = 500
Owned = dict[uuid.UUID, list[uuid.UUID]]
"""Ids by employer."""


def _task() -> Task:
    from shortlists.tasks import score

    return score


def _step() -> Step:
    with all_tenants(reason="scores to bring up to date"):
        people, pairs = _stale_people(), _stale_pairs()
    done = 0
    for employer_id, ids in people.items():
        with employer_scope(employer_id):
            done += match_applicants(ids=ids, employer_id=employer_id, waiting=False).people
    for employer_id, ids in pairs.items():
        with employer_scope(employer_id):
            done += match_pairs(ids=ids)
    return Step(done, sum(map(len, [*people.values(), *pairs.values()])) - done)


def _is_left() -> bool:
    with all_tenants(reason="whether scores are to be brought up to date"):
        return _facts().exists() or _matches().exists()


SCORES = Turn("scores", _step, _is_left, _task)


def _facts() -> QuerySet[MatchingFacts]:
    rows: QuerySet[MatchingFacts] = MatchingFacts.objects.filter(version__lt=VERSION)
    return rows


def _matches() -> QuerySet[Match]:
    """Without those whose applicant is stale, too, which are computed with them."""
    unread = MatchingFacts.objects.filter(applicant=OuterRef("applicant"), version__lt=VERSION)
    rows: QuerySet[Match] = Match.objects.filter(version__lt=VERSION).exclude(Exists(unread))
    return rows


def _stale_people() -> Owned:
    oldest = _facts().order_by("version", "marked_at").values_list("employer_id", "applicant_id")[:OLDEST]
    newest = MatchingFacts.objects.filter(version=STALE).order_by("-marked_at")
    return _owned([*oldest, *newest.values_list("employer_id", "applicant_id")[:NEWEST]])


def _stale_pairs() -> Owned:
    return _owned(_matches().order_by("version", "computed_at").values_list("employer_id", "pk")[:PAIRS])


def _owned(rows: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> Owned:
    owned: Owned = {}
    for employer_id, pk in dict.fromkeys(rows):
        owned.setdefault(employer_id, []).append(pk)
    return owned
