"""Writes the demo: each employer in one transaction, so that a broken run leaves none half made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application, ApplicationStage
from employers.models import Employer
from hiretrack.portal.demo import content
from hiretrack.portal.demo.accounts import make_platform_accounts, make_team
from hiretrack.portal.demo.boards import make_boards
from hiretrack.portal.demo.casting import cast
from hiretrack.portal.demo.rows import Scene
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from jobs.models import Job, PageEvent

OWN_MACHINE = {"127.0.0.1", "localhost", "::1", "testserver"}
OLD_ENOUGH = dt.timedelta(days=120)
SHOWN = ("name", "slug", "website", "brand_colour", "privacy_policy_url", "reply_promise_days", "about_md")


class DemoRefused(Exception):
    """The demo would put known passwords where real people are. The message says what to do."""


def plant(*, force: bool = False, tell: Callable[[str], None] = lambda _: None) -> int:
    """Make whichever demo employers are missing; returns how many that were. Raises `DemoRefused`."""
    if not force:
        _refuse_where_it_harms()
    make_platform_accounts()
    there = set(Employer.objects.values_list("slug", flat=True))
    missing = [key for key, spec in content.employers().items() if spec["slug"] not in there]
    for key in missing:
        applications = _plant_employer(key)
        tell(f"{content.employers()[key]['name']}: {len(content.jobs(key))} jobs, {applications} applications")
    return len(missing)


def _refuse_where_it_harms() -> None:
    ours = {spec["slug"] for spec in content.employers().values()}
    if Employer.objects.exclude(slug__in=ours).exists():
        raise DemoRefused("There are employers of your own here. To add the demo all the same: seed_demo --force")
    if urlsplit(settings.PUBLIC_URL).hostname not in OWN_MACHINE:
        raise DemoRefused(
            f"{settings.PUBLIC_URL} can be reached by others, and the demo's passwords are public."
            " To add it all the same: seed_demo --force"
        )


def _plant_employer(key: str) -> int:
    spec, now = content.employers()[key], timezone.now()
    with transaction.atomic():
        shown = {name: spec[name].strip() if name == "about_md" else spec[name] for name in SHOWN}
        employer = Employer.objects.create(**shown, created_at=now - OLD_ENOUGH)
        admin, recruiter, _ = make_team(employer, spec["users"])
        with employer_scope(employer.pk):
            return _write(Scene(employer, admin, recruiter, now, cast(key, now)), key)


def _write(scene: Scene, key: str) -> int:
    jobs = {text: scene.job(text) for text in content.jobs(key)}
    Job.objects.bulk_create(jobs.values())
    # Who applied twice is listed once, with the first time.
    first = {bid.candidate: bid for bid in reversed(scene.bids)}
    files = {candidate: scene.upload(bid) for candidate, bid in first.items()}
    Upload.objects.bulk_create(files.values())
    people = {candidate: scene.applicant(bid, files[candidate]) for candidate, bid in first.items()}
    Applicant.objects.bulk_create(people.values())
    rows = [scene.application(bid, jobs[bid.job], people[bid.candidate]) for bid in scene.bids]
    Application.objects.bulk_create(rows)
    made = zip(scene.bids, rows, strict=True)
    ApplicationStage.objects.bulk_create([stage for bid, row in made for stage in scene.stages(bid, row)])
    PageEvent.objects.bulk_create([event for row in jobs.values() for event in scene.visits(row)])
    make_boards(key, now=scene.now, by=scene.recruiter, ledger=scene.ledger)
    scene.ledger.write()
    return len(rows)
