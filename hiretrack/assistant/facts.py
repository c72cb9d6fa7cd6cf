"""What a draft is written from: facts with codes, so that the draft can say which of them it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from applicants.models import Education, Profile, WorkExperience
from applicants.profiles import queries
from employers.models import User
from hiretrack.assistant.names import without_name
from hiretrack.observability.masking import MASK, mask_text
from hiretrack.tenancy import require_scope
from jobs.choices import EmploymentType, SalaryPeriod

MOST_TEXT, MOST_ENTRIES = 3000, 15
SPARE = 100
"""So much more is looked at than is sent: an address across the border is known for one."""
LINK = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b(?:linkedin|github|gitlab|xing)\.com/\S+")
BARE_NUMBER = re.compile(r"(?<![\w.])\(?\d{3,4}\)?[\s./-]\d{3,4}[\s./-]?\d{3,5}(?!\w)")


@dataclass(frozen=True, slots=True)
class Fact:
    """`label` tells the person which one it is, `text` is what the model reads."""

    code: str
    kind: str
    label: str
    text: str

    @property
    def shown(self) -> dict[str, str]:
        return {"kind": self.kind, "label": self.label}


Part = tuple[str, str, str]


def coded(parts: Iterable[Part]) -> list[Fact]:
    """Those that say anything, numbered."""
    said = [(kind, label, text.strip()[:MOST_TEXT]) for kind, label, text in parts if text.strip()]
    return [Fact(f"F{number}", *part) for number, part in enumerate(said, 1)]


def own_name() -> str:
    """Of the open person scope. A profile may be missing where experience is not."""
    owner = require_scope().user_id
    return User.objects.values_list("name", flat=True).get(pk=owner) if owner else ""


def of_profile(name: str) -> list[Fact]:
    """The open person scope's own profile. No name, no contact data and no equal-opportunity answers."""
    parts = [*_own(queries.profile()), *_experience(), *_education()]
    return coded((kind, impersonal(label, name), impersonal(text, name)) for kind, label, text in parts)


def impersonal(text: str, name: str = "", *, most: int = MOST_TEXT) -> str:
    """The first `most` characters without contact data and name: people write those into every field they are given."""
    plain = mask_text(LINK.sub(MASK, text[: most + SPARE]))
    return without_name(BARE_NUMBER.sub(MASK, plain), name, MASK)[:most]


def _own(profile: Profile | None) -> Iterator[Part]:
    if profile is None:
        return
    yield "headline", "Headline", profile.headline
    yield "summary", "Summary", profile.summary
    yield "skills", "Skills", ", ".join(profile.skills)
    yield "languages", "Languages", ", ".join(profile.languages)
    yield "wish", "Desired title", profile.desired_title
    yield "wish", "Desired locations", ", ".join(profile.desired_locations)


def _experience() -> Iterator[Part]:
    for row in queries.entries(WorkExperience)[:MOST_ENTRIES]:
        label = ", ".join(filter(None, (row.position, row.company)))
        about = (f"{label} ({_span(row)})", row.company_description, row.summary, *row.highlights)
        yield "experience", label, _lines(about)


def _education() -> Iterator[Part]:
    for row in queries.entries(Education)[:MOST_ENTRIES]:
        label = ", ".join(filter(None, (row.study_type, row.area, row.institution)))
        yield "education", label, _lines((f"{label} ({_span(row)})", ", ".join(row.courses)))


def _span(row: Education | WorkExperience) -> str:
    return f"{row.start_date or '?'} to {row.end_date or 'now'}"


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def of_job(values: Mapping[str, Any]) -> list[Fact]:
    """A job's fields, saved or as a form has them. What it says already is a block of its own."""
    given = {name: value for name, value in values.items() if value not in (None, "", [])}
    return coded(
        [
            ("title", "Title", given.get("title", "")),
            ("department", "Department", given.get("department", "")),
            ("company", "Company", given.get("company", "")),
            ("place", "Place", _place(given)),
            ("terms", "Employment type", _label(EmploymentType, given.get("employment_type"))),
            ("salary", "Salary", _salary(given)),
            ("languages", "Languages", ", ".join(given.get("languages", ()))),
            ("tags", "Tags", ", ".join(given.get("tags", ()))),
        ]
    )


def _place(given: Mapping[str, Any]) -> str:
    remote = "remote work possible" if given.get("remote") else ""
    return ", ".join(filter(None, (given.get("location"), given.get("country"), remote)))


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).value).replace("_", " ") if value in choices.values else ""


def _salary(given: Mapping[str, Any]) -> str:
    amounts = [f"{given[name]:f}".removesuffix(".00") for name in ("salary_min", "salary_max") if given.get(name)]
    if not amounts:
        return ""
    period = _label(SalaryPeriod, given.get("salary_period"))
    return f"{' to '.join(amounts)} {given.get('salary_currency', '')}{f' a {period}' if period else ''}"
