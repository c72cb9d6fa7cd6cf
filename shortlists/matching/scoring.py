"""The score and its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shortlists.matching import places, titles
from shortlists.matching.facts import ApplicantFacts, JobFacts
from shortlists.matching.places import Place, Rule
from shortlists.matching.titles import Title

VERSION = 1
"""Of the rules and of the taxonomy. Raise it with them: what an older one computed is then computed anew."""
KEYWORDS, TITLE, LOCATION = 40, 35, 25
"""Percent of the score."""
UNTOLD = 50
"""A part about which the job says nothing: alike for everybody."""
FIRM = 4.0
"""Below this weight of skills a job says little, and the part stays nearer to UNTOLD."""
OLDER = 0.97
"""Each further title in a CV counts that much of the one before it."""
MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class Result:
    score: int
    keywords: int
    title: int
    location: int
    evidence: Mapping[str, Any]


def score(job: JobFacts, applicant: ApplicantFacts) -> Result:
    return Scorer(job).explain(applicant)


class Scorer:
    """One job against many. Titles and places that come again are not compared again."""

    def __init__(self, job: JobFacts) -> None:
        self.job = job
        self._titles: dict[Title, float] = {}
        self._places: dict[tuple[Place, ...], int] = {}

    def score(self, skills: frozenset[str], held: tuple[Title, ...], there: tuple[Place, ...]) -> int:
        """The score alone."""
        return total(self._keywords(skills), self._title(held), self._location(there))

    def explain(self, applicant: ApplicantFacts) -> Result:
        keywords, title = self._keywords(applicant.skills), self._title(applicant.titles)
        location = self._location(applicant.places)
        evidence = {
            "keywords": self._skills_told(applicant.skills),
            "title": self._title_told(applicant.titles),
            "location": self._place_told(applicant.places),
        }
        return Result(total(keywords, title, location), keywords, title, location, evidence)

    def _keywords(self, skills: frozenset[str]) -> int:
        weights = self.job.skills
        if not weights:
            return UNTOLD
        found = sum(weights[name] for name in weights.keys() & skills) / self.job.weight
        firm = min(1.0, self.job.weight / FIRM)
        return round(UNTOLD + (100 * found - UNTOLD) * firm)

    def _title(self, held: tuple[Title, ...]) -> int:
        best, factor = 0.0, 1.0
        for title in held:
            near = self._titles.get(title)
            if near is None:
                near = self._titles[title] = titles.likeness(self.job.title, title)[0]
            best, factor = max(best, near * factor), factor * OLDER
        return round(best)

    def _location(self, there: tuple[Place, ...]) -> int:
        worth = self._places.get(there)
        if worth is None:
            worth = self._places[there] = places.compare(self.job.places, there, remote=self.job.remote)[0]
        return worth

    def _skills_told(self, skills: frozenset[str]) -> dict[str, list[str]]:
        matched = [name for name in self.job.skills if name in skills]
        missing = [name for name in self.job.skills if name not in skills]
        return {"matched": matched[:MOST_NAMED], "missing": missing[:MOST_NAMED]}

    def _title_told(self, held: tuple[Title, ...]) -> dict[str, Any]:
        ours = self.job.title
        near = [titles.likeness(ours, title)[0] * OLDER**place for place, title in enumerate(held)]
        best = held[near.index(max(near))] if held else None
        return {
            "ours": ours.text,
            "theirs": best.text if best else "",
            "words": list(titles.likeness(ours, best)[1]) if best else [],
            "seniority": {"ours": ours.rank, "theirs": best.rank if best else ""},
        }

    def _place_told(self, there: tuple[Place, ...]) -> dict[str, str]:
        _worth, rule, ours, theirs = places.compare(self.job.places, there, remote=self.job.remote)
        return {"rule": str(Rule(rule)), "ours": ours, "theirs": theirs}


def total(keywords: int, title: int, location: int) -> int:
    """0 to 100, a half rounded up."""
    return (KEYWORDS * keywords + TITLE * title + LOCATION * location + 50) // 100
