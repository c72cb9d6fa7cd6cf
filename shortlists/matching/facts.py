"""What counts of a job and of an applicant. Of a person: skills, titles and places; not who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shortlists.matching import cv, places, titles
from shortlists.matching.places import Place
from shortlists.matching.taxonomy import taxonomy
from shortlists.matching.titles import Title

REQUIRED, NORMAL, WELCOME = 2.0, 1.0, 0.5
"""What a skill counts: in the title, the tags and under what must be brought; in the text; under what is a plus, and
activities of ESCO ("communicate with customers"), which stand in texts of all kinds."""
MOST_TITLES = 8
_HEADING = re.compile(r"^\s*(?:#{1,6}\s+(?P<a>.+?)|\*\*(?P<b>.+?)\*\*:?|(?P<c>[^.!?•]{3,60}):)\s*$")
_WELCOME = re.compile(
    r"nice[- ]to[- ]have|bonus|preferred|\bplus\b|optional|ideally|desirable|von vorteil|wünschenswert|idealerweise"
    r"|un plus|souhaité",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"require|must[- ]have|\bmust\b|qualification|you have|you bring|you.ll need|who you are|about you|looking for"
    r"|skills|anforderung|profil|voraussetzung|du bringst|sie bringen|mitbring|compétences|exig",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class JobFacts:
    """`skills` with what each counts, the heaviest first."""

    skills: Mapping[str, float]
    title: Title
    places: tuple[Place, ...]
    remote: bool = False

    @cached_property
    def weight(self) -> float:
        return sum(self.skills.values())

    def on_site(self) -> JobFacts:
        """As if it could be done nowhere but at its places."""
        here = tuple(replace(place, remote=False) for place in self.places)
        return replace(self, places=here, remote=False)


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """In words, as they are stored: skills by their names in the taxonomy; titles, what the person calls themselves
    first, then those held; places."""

    skills: tuple[str, ...]
    titles: tuple[str, ...]
    places: tuple[str, ...]


def of_job(
    *, title: str, description: str = "", tags: Sequence[str] = (), location: str = "", country: str = "",
    remote: bool = False, company: str = "",
) -> JobFacts:  # fmt: skip
    """`company` may be the name of a product that many know; where it is made, it is no skill."""
    weights: dict[str, float] = {}
    for skill in [*taxonomy().skills_in(title), *(name for tag in tags for name in taxonomy().listed(tag))]:
        weights[skill] = REQUIRED
    for weight, text in _sections(description):
        for skill in taxonomy().skills_in(text):
            usual = weight if skill[:1].isupper() or weight == REQUIRED else WELCOME
            weights[skill] = max(usual, weights.get(skill, 0.0))
    weights = {skill: weight for skill, weight in weights.items() if skill.casefold() not in company.casefold()}
    heaviest = dict(sorted(weights.items(), key=lambda pair: -pair[1]))
    return put_together(heaviest, title=title, location=location, country=country, remote=remote)


def put_together(
    skills: Mapping[str, float], *, title: str, location: str = "", country: str = "", remote: bool = False
) -> JobFacts:
    """A job whose skills are known; texts as they are stored. What comes again is not read again."""
    there = places.parse(location, country) or ((Place(country, country=country),) if country else ())
    return JobFacts(skills, titles.parse(title), there, remote or any(place.remote for place in there))


def _sections(text: str) -> Iterator[tuple[float, str]]:
    """Runs of lines that count the same. A line of its own may say what it is ("Go is a plus")."""
    weight, lines = NORMAL, list[str]()
    for line in text.splitlines():
        heading = _HEADING.match(line)
        own = _weight(heading.group("a") or heading.group("b") or heading.group("c")) if heading else weight
        if heading or own != weight:
            yield weight, "\n".join(lines)
            weight, lines = own, []
        if not heading and weight != WELCOME and _WELCOME.search(line) and len(line) < 200:
            yield WELCOME, line
        else:
            lines.append(line)
    yield weight, "\n".join(lines)


def _weight(heading: str) -> float:
    if _WELCOME.search(heading):
        return WELCOME
    return REQUIRED if _REQUIRED.search(heading) else NORMAL


def of_applicant(
    *, skills: Sequence[str] = (), headline: str = "", location: str = "", text: str = "", held: Sequence[str] = ()
) -> ApplicantFacts:
    """`text` is the CV's, `held` are titles that are known to be such. Leave names out of all of them."""
    own = [name for entry in skills for name in taxonomy().listed(entry)]
    own += [*taxonomy().skills_in(headline), *taxonomy().skills_in(text)]
    spoken = [*cv.titles_of_line(headline, certain=True), *held, *cv.titles_in(text)]
    there = (location.strip(),) if location.strip() else cv.places_in(text)
    return ApplicantFacts(tuple(dict.fromkeys(own)), tuple(_distinct(spoken))[:MOST_TITLES], there)


def _distinct(spoken: Iterable[str]) -> Iterator[str]:
    seen = set[tuple[object, ...]]()
    for text in spoken:
        title = titles.parse(text)
        known = (title.level, title.role, title.words)
        if (title.role or title.words) and known not in seen:
            seen.add(known)
            yield title.text
