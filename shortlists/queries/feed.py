"""The open person scope's feed: openings that fit, best first. What is closed, gone, hidden or applied for already is
none of it from that moment on."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from applicants.models import Profile
from applications.models import Application
from jobs.models import PublishedJob
from jobs.queries.public import public_url
from jobs.sourcing.models import Listing, ListingMark
from shortlists.choices import OpeningKind
from shortlists.models import ProfileFacts, ProfileMatch
from shortlists.models.facts import STALE

COLUMNS = ("id", "job_id", "listing_id", "score", "keywords", "title", "location", "evidence", "computed_at")
ORDERING = (("score", "desc"), ("id", "asc"))
PARTS = ("keywords", "title", "location")
SALARY = ("salary_min", "salary_max", "salary_currency", "salary_period")
OPENING = ("id", "title", "company", "location", "country", "remote", *SALARY)
EMPTY = ("country", "salary_currency", "salary_period")
Row = dict[str, Any]


def feed(*, min_score: int = 0, kind: str = "") -> QuerySet[ProfileMatch, Row]:
    """Rows for `shown_feed`, not yet ordered or cut."""
    rows = ProfileMatch.objects.filter(score__gte=min_score)
    conditions = {OpeningKind.JOB: _open_job(), OpeningKind.LISTING: _open_listing()}
    wanted = conditions[OpeningKind(kind)] if kind else conditions[OpeningKind.JOB] | conditions[OpeningKind.LISTING]
    found: QuerySet[ProfileMatch, Row] = rows.filter(wanted).values(*COLUMNS)
    return found


def best_of_feed(limit: int, *, min_score: int = 0) -> list[Row]:
    """The best of them with their openings."""
    rows = feed(min_score=min_score).order_by("-score", "id")[:limit]
    return shown_feed(rows, expand=("opening",))


def _open_job() -> Q:
    jobs = PublishedJob.objects.filter(pk=OuterRef("job_id"))
    applied = Application.objects.filter(job_id=OuterRef("job_id"))
    return Q(Exists(jobs)) & ~Q(Exists(applied))


def _open_listing() -> Q:
    """One that was adopted stands there as a job."""
    adopted = PublishedJob.objects.filter(pk=OuterRef("adopted_as_id"))
    listings = Listing.objects.filter(pk=OuterRef("listing_id"), gone_at=None).exclude(Exists(adopted))
    hidden = ListingMark.objects.filter(listing_id=OuterRef("listing_id"), hidden_at__isnull=False)
    return Q(Exists(listings)) & ~Q(Exists(hidden))


def shown_feed(rows: Iterable[Row], *, expand: Collection[str] = ()) -> list[Row]:
    """Each with its parts and what they rest on; with `opening`, what it is about."""
    chosen = list(rows)
    openings = _openings(chosen) if "opening" in expand else None
    return [_shown(row, openings) for row in chosen]


def _shown(row: Row, openings: dict[uuid.UUID, Row] | None) -> Row:
    kind = OpeningKind.JOB if row["job_id"] else OpeningKind.LISTING
    parts = {name: {"score": row[name], **row["evidence"].get(name, {})} for name in PARTS}
    told = {"kind": kind, "job_id": row["job_id"], "listing_id": row["listing_id"], "score": row["score"], **parts}
    told["computed_at"] = row["computed_at"]
    # One that was closed a moment ago has nothing to tell any more.
    return told if openings is None else told | {"opening": openings.get(row["job_id"] or row["listing_id"])}


def _openings(rows: Sequence[Row]) -> dict[uuid.UUID, Row]:
    jobs = PublishedJob.objects.filter(pk__in=[row["job_id"] for row in rows if row["job_id"]])
    listings = Listing.objects.filter(pk__in=[row["listing_id"] for row in rows if row["listing_id"]])
    found = [
        *(_job(row) for row in jobs.order_by().values(*OPENING, "employer_name", "published_at")),
        *(_listing(row) for row in listings.order_by().values(*OPENING, "url", since=F("posted_at"))),
    ]
    return {row["id"]: row for row in found}


def _job(row: Row) -> Row:
    own = {"company": row["company"] or row["employer_name"], "url": public_url(row["id"])}
    return _opening(row) | own | {"published_at": row["published_at"]}


def _listing(row: Row) -> Row:
    return _opening(row) | {"url": row["url"], "published_at": row["since"]}


def _opening(row: Row) -> Row:
    return {name: (row[name] or None if name in EMPTY else row[name]) for name in OPENING}


def says_enough() -> bool:
    """Whether the profile tells of anything that could fit: skills or titles. One that was not read yet may."""
    facts = ProfileFacts.objects.first()
    if facts is None:
        return Profile.objects.exists()
    return facts.version == STALE or bool(facts.skills or facts.titles)


def is_being_computed() -> bool:
    """The profile has changed and was not compared since."""
    facts = ProfileFacts.objects.first()
    return facts is None or facts.version == STALE


def known_scores() -> QuerySet[ProfileMatch]:
    """For the lists of `jobs.sourcing.scores`."""
    rows: QuerySet[ProfileMatch] = ProfileMatch.objects.all()
    return rows
