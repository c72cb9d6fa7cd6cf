"""Reads. Lists and single jobs are one query each, and come as dicts in the form that the API answers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet, Subquery, Value
from django.db.models.functions import Left

from employers.models import Employer
from jobs.choices import JobStatus, Sort
from jobs.markdown import render, summary
from jobs.models import Job, PublishedJob
from jobs.questions import public_questions
from jobs.search import RANKED, Fold, Matches, Rank, Resemblance, Resembles, Spoken, excluded, plain, words

Rows = QuerySet[Any, dict[str, Any]]
Row = dict[str, Any]
PageT = TypeVar("PageT")

SALARY = ("salary_min", "salary_max", "salary_currency", "salary_period")
SHOWN = (
    "id", "title", "company", "department", "location", "country", "remote", "languages", "tags", "employment_type",
    *SALARY, "published_at", "closes_at", "updated_at",
)  # fmt: skip
_EMPLOYER = ("employer_id", "employer_name", "employer_slug", "employer_logo_url", "employer_website")
_PLAIN = (
    *SHOWN, "description_md", "questions", "status", "external_id", "source_url", "closed_at", "created_at",
)  # fmt: skip
_OWN = (*_PLAIN, "created_by_id", "created_by__name", "employer_id", "employer__name", "employer__slug")
_EXCERPT = 800


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
        if self.sort == Sort.RELEVANCE and self.q:
            return [("rank", "desc"), ("id", "desc")]
        way = "asc" if self.sort == Sort.OLDEST else "desc"
        return [("published_at", way), ("id", way)]


@dataclass(frozen=True, slots=True)
class JobFilter:
    """What a recruiter looks for among the employer's own jobs."""

    q: str = ""
    status: str = ""
    department: str = ""
    language: str = ""
    location: str = ""
    country: str = ""
    remote: bool | None = None
    employment_type: str = ""
    sort: str = Sort.NEWEST

    @property
    def ordering(self) -> list[tuple[str, str]]:
        way = "asc" if self.sort == Sort.OLDEST else "desc"
        return [("created_at", way), ("id", way)]


# --- The public's view ------------------------------------------------------------------------------------------------


def public_jobs(wanted: PublicFilter, *, similar: bool = False) -> Rows:
    """Published jobs as flat rows for `public_item`, not yet ordered or cut: `wanted.ordering` says how.

    `similar` looks for titles written almost like `wanted.q` instead of for its words.
    """
    rows = _publicly_filtered(wanted)
    if wanted.q:
        rows = _searched(rows, wanted, similar=similar)
    return rows.annotate(excerpt=Left("description_md", _EXCERPT)).values(*SHOWN, *_EMPLOYER, "excerpt", *_rank(wanted))


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
    row = rows.values(*SHOWN, *_EMPLOYER, "description_md", "questions").first()
    return None if row is None else public_detail(row)


def is_closed(job_id: uuid.UUID) -> bool:
    """Whether this was a published job once and is closed now. Every scope may ask; it tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.job_is_closed(%s)", [job_id])
        return bool(cursor.fetchone()[0])


def public_item(row: Row) -> Row:
    """A row of `public_jobs` as a list shows it."""
    return _with_employer(row) | {"summary": summary(row["excerpt"])}


def public_detail(row: Row) -> Row:
    return _with_employer(row) | {
        "description_md": row["description_md"],
        "description_html": render(row["description_md"]),
        "questions": public_questions(row["questions"]),
    }


def public_url(job_id: uuid.UUID) -> str:
    """The address of the job's public page."""
    return f"{settings.PUBLIC_URL}/jobs/{job_id}"


def _with_employer(row: Row) -> Row:
    employer = {
        "id": row["employer_id"],
        "name": row["employer_name"],
        "slug": row["employer_slug"],
        "logo_url": row["employer_logo_url"],
        "website": row["employer_website"],
    }
    shown = {name: row[name] for name in SHOWN}
    return shown | {
        "company": row["company"] or row["employer_name"],
        "employer": employer,
        "url": public_url(row["id"]),
    }


def _publicly_filtered(wanted: PublicFilter) -> QuerySet[Any]:
    rows = _filtered(PublishedJob.objects.all(), wanted)
    if wanted.employer:
        # As a value and not a join: the planner then walks the employer's own index in its order.
        rows = rows.filter(employer_id=Subquery(Employer.objects.filter(slug=wanted.employer).values("pk")))
    if wanted.salary_min is not None:
        rows = rows.filter(salary_yearly__gte=wanted.salary_min)
    if wanted.published_after is not None:
        rows = rows.filter(published_at__gt=wanted.published_after)
    return rows


def _searched(rows: QuerySet[Any], wanted: PublicFilter, *, similar: bool) -> QuerySet[Any]:
    rows = _resembling(rows, wanted.q) if similar else rows.filter(Matches(F("search"), words(wanted.q)))
    if not _rank(wanted):
        return rows
    newest = rows.order_by("-published_at", "-id").values("pk")[:RANKED]
    rank = Resemblance(plain(wanted.q), Fold("title")) if similar else Rank(F("search"), words(wanted.q))
    return PublishedJob.objects.filter(pk__in=newest).annotate(rank=rank)


def _resembling(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """What was excluded stays excluded, however the rest was spelt."""
    rows = rows.filter(Resembles(plain(text), Fold("title")))
    unwanted = excluded(text)
    return rows if unwanted is None else rows.filter(Matches(F("search"), unwanted))


def _rank(wanted: PublicFilter) -> list[str]:
    return [name for name, _ in wanted.ordering if name == "rank"]


def _filtered(rows: QuerySet[Any], wanted: PublicFilter | JobFilter) -> QuerySet[Any]:
    """The filters that both lists have, in the words of the indexes."""
    if wanted.department:
        rows = rows.alias(_department=Fold("department")).filter(_department=Fold(Value(wanted.department)))
    if wanted.location:
        rows = rows.alias(_location=Fold("location")).filter(_location__contains=Fold(Value(wanted.location)))
    if wanted.language:
        rows = rows.alias(_spoken=Spoken("languages")).filter(_spoken__contains=[wanted.language.lower()])
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    if wanted.employment_type:
        rows = rows.filter(employment_type=wanted.employment_type)
    return rows if wanted.remote is None else rows.filter(remote=wanted.remote)


# --- The employer's own jobs ------------------------------------------------------------------------------------------


def jobs(wanted: JobFilter) -> Rows:
    """The scope's jobs as flat rows for `job_item`, not yet ordered or cut."""
    rows = _filtered(Job.objects.all(), wanted)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.q:
        rows = rows.filter(Matches(F("search"), words(wanted.q)))
    return rows.defer(None).values(*_OWN)


def job(job_id: uuid.UUID) -> Row | None:
    """One of the scope's jobs as a flat row for `job_item`, or None."""
    return Job.objects.filter(pk=job_id).values(*_OWN).first()


def job_item(row: Row, *, expand: frozenset[str] = frozenset()) -> Row:
    """A row of `jobs` as the API answers it; `expand` turns `created_by` and `employer` into objects."""
    item = {name: row[name] for name in _PLAIN}
    item["url"] = public_url(row["id"]) if row["status"] == JobStatus.PUBLISHED else None
    item["employer"] = row["employer_id"]
    item["created_by"] = row["created_by_id"]
    if "employer" in expand:
        item["employer"] = {"id": row["employer_id"], "name": row["employer__name"], "slug": row["employer__slug"]}
    if "created_by" in expand and row["created_by_id"]:
        item["created_by"] = {"id": row["created_by_id"], "name": row["created_by__name"]}
    return item
