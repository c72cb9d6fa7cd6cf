"""The list of candidates: what is asked of it, and what it shows of everybody it finds."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from unfold.views import ChangeList

from applicants import fairness
from applicants.models import Applicant
from applicants.searches import Criteria, Words, counted, newest_applications, ranked, words_of
from applicants.searches.finding import COUNTED
from applicants.searches.words import READ
from applications.choices import ApplicationStatus
from hiretrack.errors import Invalid

CONTROLS = frozenset({"p", "e", "o", "all", "_popup", "_to_field", "_facets", "_source_model"})
"""Parameters of Django's lists that are no filters."""
COLOURS = {
    ApplicationStatus.NEW: "info",
    ApplicationStatus.SCREENING: "warn",
    ApplicationStatus.INTERVIEW: "brand",
    ApplicationStatus.OFFER: "brand",
    ApplicationStatus.HIRED: "good",
    ApplicationStatus.REJECTED: "bad",
}
LAST_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Applied:
    """An application in few words."""

    pk: uuid.UUID
    job: str
    status: str
    at: Any

    @property
    def label(self) -> str:
        return str(ApplicationStatus(self.status).label)

    @property
    def colour(self) -> str:
        return COLOURS.get(ApplicationStatus(self.status), "")


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate of the list. Texts are safe for the page, the words that were looked for marked in them."""

    applicant: Applicant
    shown: fairness.Shown
    name: SafeString
    headline: SafeString
    location: SafeString
    tags: list[tuple[str, SafeString]]
    skills: list[SafeString]
    application: Applied | None
    pieces: list[SafeString] = field(default_factory=list)
    found_in: list[str] = field(default_factory=list)


class CandidateChangeList(ChangeList):
    """Django's list with the search of `applicants.searches` in the place of its filters."""

    criteria: Criteria
    queryset: Any
    filter_specs: list[Any]
    page_num: int

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Applicant]:  # noqa: ARG002
        given = request.GET.copy()
        for name in CONTROLS:
            given.pop(name, None)
        try:
            self.criteria = Criteria.from_address(given)
        except Invalid as invalid:
            for error in invalid.errors:
                messages.error(request, f"{error.pointer.strip('/')[:50]}: {error.detail}")
            raise IncorrectLookupParameters from invalid
        self.filter_specs, self.has_filters, self.has_active_filters = [], False, not self.criteria.is_empty
        self.clear_all_filters_qs = "?"
        return ranked(self.criteria, self.root_queryset)

    def get_results(self, request: HttpRequest) -> None:
        self.page_num = min(max(self.page_num, 1), LAST_PAGE)
        start = (self.page_num - 1) * self.list_per_page
        rows = list(self.queryset[start : start + self.list_per_page + 1])
        self.result_list, self.has_next = rows[: self.list_per_page], len(rows) > self.list_per_page
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        self.can_show_all = self.show_full_result_count = False
        self.multi_page, self.show_admin_actions = self.has_next or self.page_num > 1, True
        # Unfold's heading would tell how many of all there are, which nobody counts.
        self.full_result_count = self.result_count

    @cached_property
    def result_count(self) -> int:
        """Up to one more than `COUNTED`; nothing is counted for a page that is its own count."""
        if self.page_num == 1 and not self.has_next:
            return len(self.result_list)
        told: int | None = getattr(self.result_list[0], "fitting", None) if self.result_list else None
        return told if told is not None else counted(self.criteria, self.root_queryset)

    @property
    def told_count(self) -> str:
        return f"{COUNTED:,}+" if self.result_count > COUNTED else f"{self.result_count:,}"

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.result_list, words_of(self.criteria.q), with_cv=bool(self.criteria.q))

    def page_address(self, number: int) -> str:
        return f"?{self.criteria.address(p=number)}" if number > 1 else f"?{self.criteria.address()}"

    @property
    def next_address(self) -> str:
        return self.page_address(self.page_num + 1) if self.has_next and self.page_num < LAST_PAGE else ""

    @property
    def previous_address(self) -> str:
        return self.page_address(self.page_num - 1) if self.page_num > 1 else ""


def lines_of(people: Sequence[Applicant], words: Words, *, with_cv: bool) -> list[Line]:
    """In two queries: their newest applications, and the beginnings of their CVs."""
    ids = [person.pk for person in people]
    applied = newest_applications(ids) if ids else {}
    texts = _beginnings(ids) if with_cv and ids else {}
    return [_line(person, words, applied.get(person.pk), texts.get(person.pk, "")) for person in people]


def _beginnings(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    rows = Applicant.objects.filter(pk__in=ids).exclude(cv_text="").order_by()
    return dict(rows.values_list("pk", Left("cv_text", READ)))


def _line(person: Applicant, words: Words, row: Mapping[str, Any] | None, text: str) -> Line:
    shown = person.shown
    text = fairness.blotted(text, person) if shown.hidden and text else text
    pieces = words.pieces(text) if text else []
    return Line(
        applicant=person,
        shown=shown,
        name=words.marked(shown.name),
        headline=words.marked(shown.headline),
        location=words.marked(shown.location),
        tags=[(tag, words.marked(tag)) for tag in person.tags],
        skills=[words.marked(skill) for skill in _first(person.skills, words)],
        application=Applied(row["id"], row["job__title"], row["status"], row["created_at"]) if row else None,
        pieces=pieces,
        found_in=_found_in(person, shown, words, in_cv=bool(pieces)) if words.pattern else [],
    )


SKILLS = 6


def _first(skills: Sequence[str], words: Words) -> list[str]:
    """The skills that were looked for before the others, as far as there is room."""
    wanted = [skill for skill in skills if words.within(skill)]
    return [*wanted, *(skill for skill in skills if skill not in wanted)][:SKILLS]


def _found_in(person: Applicant, shown: fairness.Shown, words: Words, *, in_cv: bool) -> list[str]:
    places = (
        (_("CV"), in_cv),
        (_("name"), words.within(shown.name)),
        (_("headline"), words.within(shown.headline)),
        (_("skills"), any(words.within(skill) for skill in person.skills)),
        (_("tags"), any(words.within(tag) for tag in person.tags)),
        (_("place"), words.within(shown.location)),
    )
    return [place for place, is_there in places if is_there]
