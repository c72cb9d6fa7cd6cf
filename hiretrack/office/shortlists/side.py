"""Candidates side by side: what a column of the comparison shows, beyond what its report says."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Left
from django.utils import timezone

from applicants import fairness
from applicants.models import Applicant
from applications.models import Application
from hiretrack.office.application.page import Fit, Moves, explained, moves_of
from hiretrack.office.shortlists.listing import Stage, page_of, stage_of
from shortlists.models import Match
from shortlists.report.gathering import AnswerRow, Person, answer_rows, people_of

EXCERPT = 1200
"""Characters of the CV that are shown at once."""
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Skill:
    name: str
    is_shared: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Column:
    """`person` is what the report says of them, masked where fair review asks for it."""

    applicant_id: uuid.UUID
    person: Person
    is_hidden: bool
    application: Application | None
    fit: Fit | None
    moves: Moves | None
    skills: list[Skill] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    excerpt: str = ""
    is_best: bool = False

    @property
    def stage(self) -> Stage | None:
        return stage_of(self.application)

    @property
    def url(self) -> str:
        return page_of(self.applicant_id, self.application.pk if self.application else None)


@dataclass(frozen=True, slots=True)
class Compared:
    columns: list[Column]
    answers: list[AnswerRow]
    has_matches: bool


def side_by_side(job_id: uuid.UUID, questions: Sequence[dict[str, Any]], ids: Sequence[uuid.UUID]) -> Compared:
    """In seven statements, however many they are. Who is unknown is left out."""
    people = people_of(job_id, ids, now=timezone.now())
    texts = Applicant.objects.filter(pk__in=people).annotate(beginning=Left("cv_text", EXCERPT * 2))
    words = dict(texts.order_by().values_list("pk", "beginning"))
    found = {match.applicant_id: match for match in Match.objects.filter(job_id=job_id, applicant_id__in=people)}
    best = max((match.score for match in found.values()), default=None) if len(found) >= SEVERAL else None
    columns = [_column(pk, person, found.get(pk), words.get(pk, ""), best) for pk, person in people.items()]
    return Compared(columns, answer_rows(questions, list(people.values())), bool(found))


def _column(pk: uuid.UUID, person: Person, match: Match | None, text: str, best: int | None) -> Column:
    applicant, application = person.applicant, person.application
    hidden = bool((applicant and applicant.identity_hidden) or (application and application.identity_hidden))
    matched, missing = _keywords(match)
    return Column(
        applicant_id=pk,
        person=person,
        is_hidden=hidden,
        application=application,
        fit=_fit(match, applicant if hidden else None),
        moves=moves_of(application) if application else None,
        skills=_skills(person, matched),
        missing=missing,
        excerpt=_excerpt(text, applicant if hidden else None),
        is_best=match is not None and match.score == best,
    )


def _fit(match: Match | None, hidden: Applicant | None) -> Fit | None:
    """The evidence quotes the candidate's own words, which may hold their name."""
    if match is None:
        return None
    fit = explained(match)
    if hidden is not None:
        for part in fit.parts:
            part.evidence[:] = [(label, fairness.blotted(words, hidden)) for label, words in part.evidence]
    return fit


def _keywords(match: Match | None) -> tuple[dict[str, str], list[str]]:
    """What the job asks for: found with the candidate (by its folded form), and not found."""
    evidence = match.evidence if match is not None and isinstance(match.evidence, dict) else {}
    said = evidence.get("keywords")
    keywords = said if isinstance(said, dict) else {}
    found, missing = (keywords.get(name) for name in ("matched", "missing"))
    folded = {str(word).casefold(): str(word) for word in found} if isinstance(found, list) else {}
    return folded, [str(word) for word in missing] if isinstance(missing, list) else []


def _skills(person: Person, matched: Mapping[str, str]) -> list[Skill]:
    """Those that the job asks for first, those that everybody has last."""
    skills = [Skill(trait.name, trait.is_shared, trait.name.casefold() in matched) for trait in person.skills]
    # Found in the CV, though the record does not list it.
    listed = {skill.name.casefold() for skill in skills}
    found = [word for folded, word in matched.items() if folded not in listed]
    skills += [Skill(word, is_shared=False, is_asked=True) for word in found]
    return sorted(skills, key=lambda skill: (not skill.is_asked, skill.is_shared, skill.name.casefold()))


def _excerpt(text: str, hidden: Applicant | None) -> str:
    words = fairness.blotted(text, hidden) if hidden is not None else text
    short = words[:EXCERPT].rsplit(" ", 1)[0] if len(words) > EXCERPT else words
    return f"{short} …" if short != words else words
