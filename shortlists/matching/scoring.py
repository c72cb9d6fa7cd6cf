"""The score and its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shortlists.matching import places, titles
from shortlists.matching.facts import ApplicantFacts, JobFacts

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


class Only(StrEnum):
    """Where alone somebody wants to work."""

    REMOTE = "remote"
    ON_SITE = "on_site"


class Scorer:
    """One job against many. Titles and places that come again are not compared again."""

    def __init__(self, job: JobFacts, *, only: Only | None = None) -> None:
        self.job = job.on_site() if only is Only.ON_SITE else job
        self.only = only
        self._titles: dict[str, float] = {}
        self._places: dict[tuple[str, ...], int] = {}

    def score(self, applicant: ApplicantFacts) -> int:
        """The score alone."""
        keywords, title = self._keywords(applicant.skills), self._title(applicant.titles)
        return total(keywords, title, self._location(applicant.places))

    def score_from(self, least: int, applicant: ApplicantFacts) -> int:
        """The score alone, or -1 where it is below `least`. Titles, which take longest, are compared only where they
        can still lift it that far."""
        keywords, location = self._keywords(applicant.skills), self._location(applicant.places)
        if total(keywords, 100, location) < least:
            return -1
        found = total(keywords, self._title(applicant.titles), location)
        return found if found >= least else -1

    def explain(self, applicant: ApplicantFacts) -> Result:
        keywords, title = self._keywords(applicant.skills), self._title(applicant.titles)
        location = self._location(applicant.places)
        evidence = {
            "keywords": self._skills_told(applicant.skills),
            "title": self._title_told(applicant.titles),
            "location": self._place_told(applicant.places),
        }
        return Result(total(keywords, title, location), keywords, title, location, evidence)

    def _keywords(self, skills: Iterable[str]) -> int:
        if not self.job.skills:
            return UNTOLD
        count = self.job.skills.get
        found = sum([count(name, 0.0) for name in skills]) / self.job.weight
        firm = min(1.0, self.job.weight / FIRM)
        return round(UNTOLD + (100 * found - UNTOLD) * firm)

    def _title(self, held: Iterable[str]) -> int:
        best, factor = 0.0, 1.0
        for title in held:
            best, factor = max(best, self._near(title) * factor), factor * OLDER
        return round(best)

    def _near(self, title: str) -> float:
        near = self._titles.get(title)
        if near is None:
            near = self._titles[title] = titles.likeness(self.job.title, titles.parse(title))[0]
        return near

    def _location(self, there: tuple[str, ...]) -> int:
        worth = self._places.get(there)
        if worth is None:
            worth = self._places[there] = self._compared(there)[0]
        return worth

    def _compared(self, there: tuple[str, ...]) -> tuple[int, places.Rule, str, str]:
        if self.only is Only.REMOTE and not self.job.remote:
            ours = self.job.places[0].text if self.job.places else ""
            return places.WORTH[places.Rule.ON_SITE], places.Rule.ON_SITE, ours, ""
        lived = [place for text in there for place in places.parse(text)]
        return places.compare(self.job.places, lived, remote=self.job.remote)

    def _skills_told(self, skills: Collection[str]) -> dict[str, list[str]]:
        matched = [name for name in self.job.skills if name in skills]
        missing = [name for name in self.job.skills if name not in skills]
        return {"matched": matched[:MOST_NAMED], "missing": missing[:MOST_NAMED]}

    def _title_told(self, held: tuple[str, ...]) -> dict[str, Any]:
        ours = self.job.title
        near = [self._near(title) * OLDER**place for place, title in enumerate(held)]
        best = titles.parse(held[near.index(max(near))]) if held else None
        return {
            "ours": ours.text,
            "theirs": best.text if best else "",
            "words": list(titles.likeness(ours, best)[1]) if best else [],
            "seniority": {"ours": ours.rank, "theirs": best.rank if best else ""},
        }

    def _place_told(self, there: tuple[str, ...]) -> dict[str, str]:
        _worth, rule, ours, theirs = self._compared(there)
        return {"rule": str(rule), "ours": ours, "theirs": theirs}


def total(keywords: int, title: int, location: int) -> int:
    """0 to 100, a half rounded up."""
    return (KEYWORDS * keywords + TITLE * title + LOCATION * location + 50) // 100
