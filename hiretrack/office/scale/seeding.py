"""Writes it all in one transaction as the tables' owner: COPY, then indexes and constraints at once."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application, ApplicationStage
from employers.choices import Role
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.management.commands.migrate import as_owner
from hiretrack.office.scale import rows, words
from hiretrack.office.scale.rebuilding import bare
from hiretrack.office.scale.sizes import Share, Sizes
from hiretrack.office.scale.tables import Table
from hiretrack.tenancy import all_tenants
from jobs.models import Job
from shortlists.models import Match
from webhooks.choices import EVERYTHING
from webhooks.models import WebhookDelivery, WebhookSubscription

PASSWORD = "scale-hiretrack"  # noqa: S105 - printed on purpose, which is why this refuses installations with others
SLUG = "scale-%03d"
DESCRIPTION = 2_000
TEXTS = 500
FAIR_JOBS = 4
"""Of the largest employer's open jobs: so many hide who applies."""
HOOK = "https://scale.example/hook"
FILLED = (Job, Applicant, Application, ApplicationStage, Match, AuditLog)
Progress = Callable[[int], Any]


class Refused(Exception):
    """There is somebody else's data, or the sizes cannot be. The message says what to do."""


def seed(sizes: Sizes, *, seed: int, force: bool, bar: Progress, tell: Callable[[str], None]) -> list[User]:
    """Those who can sign in at the largest employer, with `PASSWORD`. Raises `Refused`."""
    _refuse(sizes, force=force)
    rng = random.Random(seed)  # noqa: S311 - the same every time
    with as_owner(), transaction.atomic(), all_tenants(reason="seeding at scale"):
        team = _load(sizes, rng, bar, tell)
    _settle(tell)
    return team


def total(sizes: Sizes) -> int:
    """Rows that `bar` hears of, but for the log and the scores."""
    return sizes.jobs + sizes.applicants + sizes.applications


def _refuse(sizes: Sizes, *, force: bool) -> None:
    if sizes.problems:
        raise Refused("\n".join(sizes.problems))
    if Employer.objects.filter(slug=SLUG % 1).exists():
        raise Refused("It has been seeded already: use another database.")
    if Employer.objects.exists() and not force:
        raise Refused(
            "There are employers of your own here, and this locks their tables for minutes."
            " Use another database, or add it all the same: seed_scale --force"
        )


def _load(sizes: Sizes, rng: random.Random, bar: Progress, tell: Callable[[str], None]) -> list[User]:
    texts = [words.text(rng, DESCRIPTION) for _ in range(TEXTS)]
    now = int(timezone.now().timestamp() * 1000)
    shares = sizes.shares()
    employers = Employer.objects.bulk_create([_employer(share) for share in shares])
    users = User.objects.bulk_create([user for employer in employers for user in _team(employer)])
    recruiters = {user.employer_id: user for user in users if user.roles == [Role.RECRUITER]}
    companies = [
        rows.Company(share, employer.pk.hex, recruiters[employer.pk].pk.hex, random.Random(rng.random()), now, texts)  # noqa: S311
        for share, employer in zip(shares, employers, strict=True)
    ]
    hook = WebhookSubscription.objects.create(employer=employers[0], target_url=HOOK, event_types=[EVERYTHING])
    with bare([model._meta.db_table for model in FILLED], tell=tell):
        _copy(companies, bar)
        Table(AuditLog, *rows.ENTRY).copy(companies[0].entries, progress=lambda _: None)
    deliveries = Table(WebhookDelivery, *rows.DELIVERY)
    deliveries.copy(companies[0].delivery_rows(hook.pk.hex), progress=lambda _: None)
    # With the triggers in place again, which hide who has applied.
    fair = companies[0].jobs[:FAIR_JOBS]
    Job.objects.filter(pk__in=fair).update(fair_review=True)
    return [user for user in users if user.employer_id == employers[0].pk]


def _copy(companies: list[rows.Company], bar: Progress) -> None:
    Table(Job, *rows.JOB).copy((row for one in companies for row in one.job_rows()), progress=bar)
    Table(Applicant, *rows.APPLICANT).copy((row for one in companies for row in one.applicant_rows()), progress=bar)
    applications, stages = Table(Application, *rows.APPLICATION), Table(ApplicationStage, *rows.STAGE)
    for one in companies:
        applications.copy(one.application_rows(), progress=bar)
        stages.copy(_emptied(one.stages), progress=lambda _: None)
    Table(Match, *rows.MATCH).copy(_emptied(companies[0].matches), progress=lambda _: None)


def _emptied(kept: list[rows.Row]) -> Iterator[rows.Row]:
    """What a company has gathered, given away: two million rows are much memory."""
    yield from kept
    kept.clear()


def _employer(share: Share) -> Employer:
    made = timezone.now() - dt.timedelta(days=730)
    name = f"Scale {share.number:03d}"
    return Employer(name=name, slug=SLUG % share.number, website="https://scale.example", created_at=made)


def _team(employer: Employer) -> list[User]:
    is_largest = employer.slug == SLUG % 1
    roles = (Role.EMPLOYER_ADMIN, Role.RECRUITER, Role.VIEWER) if is_largest else (Role.RECRUITER,)
    password = make_password(PASSWORD if is_largest else None)
    return [
        User(
            employer=employer,
            email=f"{role}@{employer.slug}.example",
            name=f"{role.label} of {employer.name}",
            roles=[role],
            password=password,
            email_verified_at=timezone.now(),
        )
        for role in roles
    ]


def _settle(tell: Callable[[str], None]) -> None:
    """Statistics, and what index-only scans go by."""
    tell("VACUUM ANALYZE")
    with as_owner(), _outside(), connection.cursor() as cursor:
        for model in (Employer, User, WebhookDelivery, *FILLED):
            cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")


@contextmanager
def _outside() -> Iterator[None]:
    """VACUUM runs in no transaction."""
    connection.ensure_connection()
    before = connection.get_autocommit()
    connection.set_autocommit(True)
    try:
        yield
    finally:
        connection.set_autocommit(before)
