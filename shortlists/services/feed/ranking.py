"""One person against openings: what is kept of them, and with which evidence."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from applicants.choices import RemotePreference
from shortlists.matching import VERSION, ApplicantFacts, JobFacts, Only, Scorer
from shortlists.models import OpeningFacts, ProfileFacts, ProfileMatch
from shortlists.services.feed.reading import Wishes, job_facts_of, person_facts_of, wishes_of

KEPT = 500
"""Openings of a person, the best."""
ONLY = {RemotePreference.REMOTE.value: Only.REMOTE, RemotePreference.ON_SITE.value: Only.ON_SITE}


@dataclass(frozen=True, slots=True)
class Candidate:
    user_id: uuid.UUID
    facts: ApplicantFacts
    wishes: Wishes
    floor: int

    @property
    def says_something(self) -> bool:
        """A place alone fits nothing."""
        return bool(self.facts.skills or self.facts.titles)


def candidate_of(row: ProfileFacts) -> Candidate:
    return Candidate(row.user_id, person_facts_of(row), wishes_of(row), row.floor)


class Opening:
    """Against many people; those who want to work in one way alone have scores of their own."""

    def __init__(self, row: OpeningFacts, facts: JobFacts | None = None) -> None:
        self.row = row
        self._facts = facts or job_facts_of(row)
        self._scorers: dict[Only | None, Scorer] = {}

    def score(self, person: Candidate, *, least: int) -> int:
        """-1 where it is below `least`, or pays too little."""
        return self._scorer(person).score_from(least, person.facts) if self._pays(person.wishes) else -1

    def match(self, person: Candidate) -> ProfileMatch:
        result = self._scorer(person).explain(person.facts)
        return ProfileMatch(
            user_id=person.user_id,
            job_id=self.row.job_id,
            listing_id=self.row.listing_id,
            score=result.score,
            keywords=result.keywords,
            title=result.title,
            location=result.location,
            evidence=result.evidence,
            version=VERSION,
            computed_at=timezone.now(),
        )

    def _scorer(self, person: Candidate) -> Scorer:
        only = ONLY.get(person.wishes.remote)
        if only not in self._scorers:
            self._scorers[only] = Scorer(self._facts, only=only)
        return self._scorers[only]

    def _pays(self, wishes: Wishes) -> bool:
        """Where either says nothing, or in another currency, it may."""
        told, wanted = self.row.salary_yearly, wishes.minimum_salary
        return told is None or wanted is None or self.row.salary_currency != wishes.currency or told >= wanted


def best_of(person: Candidate, rows: Iterable[OpeningFacts]) -> list[ProfileMatch]:
    """The `KEPT` best with their evidence, best first; of equals, those that came first."""
    heap: list[tuple[int, int, OpeningFacts]] = []
    for number, row in enumerate(rows):
        least = heap[0][0] + 1 if len(heap) == KEPT else 0
        score = Opening(row).score(person, least=least)
        if score >= 0:
            push = heapq.heappushpop if len(heap) == KEPT else heapq.heappush
            push(heap, (score, -number, row))
    return [Opening(row).match(person) for _score, _number, row in sorted(heap, key=lambda one: one[:2], reverse=True)]
