"""What anybody may read: published jobs."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet, Subquery
from django.db.models.functions import Left

from employers.models import Employer
from jobs.choices import Sort
from jobs.markdown import render, summary
from jobs.models import PublishedJob
from jobs.queries.filtering import SHOWN, Row, Rows, filtered, shown
from jobs.questions import public_questions
from jobs.search import RANKED, Fold, Matches, Rank, Resemblance, Resembles, excluded, plain, words

PageT = TypeVar("PageT")

_EMPLOYER = ("employer_id", "employer_name", "employer_slug", "employer_logo_url", "employer_website")
_EXCERPT = 800
LISTED = (*SHOWN, *_EMPLOYER)
"""The columns of `public_item`, besides the excerpt."""


@dataclass(frozen=True, slots=True)
class PublicFilter:
    """What a visitor looks for; empty values don't filter."""

    q: str = ""
    department: str = ""
    language: str = ""
    location: str = ""
    country: str = ""
    remote: bool | None = None
    employment_type: str = ""
    employer: str = ""
    salary_min: Decimal | None = None
    published_after: dt.datetime | None = None
    sort: str = Sort.NEWEST

    @property
    def ordering(self) -> list[tuple[str, str]]:
        if self.is_ranked:
            return [("rank", "desc"), ("id", "desc")]
        way = "asc" if self.sort == Sort.OLDEST else "desc"
        return [("published_at", way), ("id", way)]

    @property
    def is_ranked(self) -> bool:
        return self.sort == Sort.RELEVANCE and bool(self.q)


def public_jobs(wanted: PublicFilter, *, similar: bool = False) -> Rows:
    """Published jobs as flat rows for `public_item`, not yet ordered or cut: `wanted.ordering` says how.

    `similar` looks for titles written almost like `wanted.q` instead of for its words.
    """
    rows = matching(wanted, similar=similar)
    rank = ["rank"] if wanted.is_ranked else []
    return rows.annotate(excerpt=Left("description_md", _EXCERPT)).values(*SHOWN, *_EMPLOYER, "excerpt", *rank)


def public_texts(wanted: PublicFilter) -> Rows:
    """Published jobs with their whole description, as flat rows for `public_text`, not yet ordered or cut."""
    return matching(wanted).values(*SHOWN, *_EMPLOYER, "description_md")


def matching(wanted: PublicFilter, *, similar: bool = False) -> QuerySet[Any]:
    """The published jobs themselves, for whoever counts them or reads other columns."""
    rows = _filtered(wanted)
    return _searched(rows, wanted, similar=similar) if wanted.q else rows


def find_public(wanted: PublicFilter, page: Callable[[Rows], tuple[list[Row], PageT]]) -> tuple[list[Row], PageT]:
    """A page of the jobs found, or when no job has the words, of those with a title written almost like them.

    `page` cuts and runs a queryset: once, or for a misspelt query twice.
    """
    rows, rest = page(public_jobs(wanted))
    if rows or not wanted.q or public_jobs(wanted).exists():
        return rows, rest
    return page(public_jobs(wanted, similar=True))


def public_job(job_id: uuid.UUID) -> Row | None:
    """One published job with its description and questions, or None."""
    rows = PublishedJob.objects.filter(pk=job_id)
    row = rows.values(*SHOWN, *_EMPLOYER, "description_md", "questions").order_by().first()
    return None if row is None else public_detail(row)


def public_page(job_id: uuid.UUID) -> tuple[Row, Employer] | None:
    """One published job as `public_job` has it, with the whole of its employer, in one query."""
    rows = PublishedJob.objects.select_related("employer").defer("search", "salary_yearly")
    found: PublishedJob | None = rows.filter(pk=job_id).order_by().first()
    if found is None:
        return None
    row = {name: getattr(found, name) for name in (*SHOWN, *_EMPLOYER, "description_md", "questions")}
    return public_detail(row), found.employer


def employer_of_published(job_id: uuid.UUID) -> uuid.UUID | None:
    """Whose published job this is; None when there is none."""
    return PublishedJob.objects.filter(pk=job_id).values_list("employer_id", flat=True).order_by().first()


def is_closed(job_id: uuid.UUID) -> bool:
    """Whether this was a published job once and is closed now. Every scope may ask; it tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.job_is_closed(%s)", [job_id])
        return bool(cursor.fetchone()[0])


def public_item(row: Row) -> Row:
    """A row of `public_jobs` as a list shows it."""
    return _with_employer(row) | {"summary": summary(row["excerpt"])}


def public_text(row: Row) -> Row:
    """A row of `public_texts` as feeds tell it."""
    text = row["description_md"]
    return _with_employer(row) | {"description_md": text, "description_html": render(text)}


def public_detail(row: Row) -> Row:
    """One job as its page shows it. What knocks out is never told."""
    return _with_employer(row) | {
        "description_md": row["description_md"],
        "description_html": render(row["description_md"]),
        "questions": public_questions(row["questions"]),
    }


def public_url(job_id: uuid.UUID) -> str:
    """The address of the job's public page."""
    return f"{settings.PUBLIC_URL}/jobs/{job_id}"


def _with_employer(row: Row) -> Row:
    return shown(row) | {
        "company": row["company"] or row["employer_name"],
        "employer": {name.removeprefix("employer_"): row[name] for name in _EMPLOYER},
        "url": public_url(row["id"]),
    }


def _filtered(wanted: PublicFilter) -> QuerySet[Any]:
    rows = filtered(PublishedJob.objects.all(), wanted)
    if wanted.employer:
        # As a value and not a join: the planner then walks the employer's own index in its order.
        rows = rows.filter(employer_id=Subquery(Employer.objects.filter(slug=wanted.employer).order_by().values("pk")))
    if wanted.salary_min is not None:
        rows = rows.filter(salary_yearly__gte=wanted.salary_min)
    if wanted.published_after is not None:
        rows = rows.filter(published_at__gt=wanted.published_after)
    return rows


def _searched(rows: QuerySet[Any], wanted: PublicFilter, *, similar: bool) -> QuerySet[Any]:
    rows = _resembling(rows, wanted.q) if similar else rows.filter(Matches(F("search"), words(wanted.q)))
    if not wanted.is_ranked:
        return rows
    newest = rows.order_by("-published_at", "-id").values("pk")[:RANKED]
    rank = Resemblance(plain(wanted.q), Fold("title")) if similar else Rank(F("search"), words(wanted.q))
    return PublishedJob.objects.filter(pk__in=newest).annotate(rank=rank)


def _resembling(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """What was excluded stays excluded, however the rest was spelt."""
    rows = rows.filter(Resembles(plain(text), Fold("title")))
    unwanted = excluded(text)
    return rows if unwanted is None else rows.filter(Matches(F("search"), unwanted))
