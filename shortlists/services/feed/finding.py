"""Openings and profiles that nobody has told of: listings (a scan makes no entry for each), what was there before the
feed was, and what a lost entry would have told."""

from __future__ import annotations

import uuid

from celery import Task
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from applicants.models import Profile
from hiretrack.tenancy import all_tenants
from jobs.models import Job
from jobs.sourcing.models import Listing
from shortlists.models import OpeningFacts, ProfileFacts, ProfileMatch
from shortlists.models.facts import STALE
from shortlists.services.feed.marking import mark_people
from shortlists.services.feed.ranking import KEPT
from shortlists.services.feed.reading import open_jobs, open_listings
from shortlists.services.feed.sweeping import FEED
from shortlists.services.turns import Step, Turn

AT_ONCE = 2_000
THIN = KEPT // 2
"""With fewer left, whoever once had too many is compared anew with all."""


def _task() -> Task:
    from shortlists.tasks import find_openings

    return find_openings


def _step() -> Step:
    with all_tenants(reason="openings that nobody has told of"):
        done = _take_in(_new_jobs(), "job_id") + _take_in(_new_listings(), "listing_id") + _mark_changed()
        done += _drop_closed() + _mark_profiles()
    if done:
        FEED.ask()
    return Step(done)


def _is_left() -> bool:
    with all_tenants(reason="whether there are openings that nobody has told of"):
        return any(rows.exists() for rows in (_new_listings(), _changed(), _closed()))


FOUND = Turn("openings", _step, _is_left, _task)


def _known(column: str) -> Exists:
    return Exists(OpeningFacts.objects.filter(**{column: OuterRef("pk")}))


def _new_jobs() -> QuerySet[Job]:
    return open_jobs().exclude(_known("job_id"))


def _new_listings() -> QuerySet[Listing]:
    return open_listings().exclude(_known("listing_id"))


def _take_in(rows: QuerySet[Job] | QuerySet[Listing], column: str) -> int:
    new = rows.order_by().values_list("employer_id", "pk")[:AT_ONCE]
    made = [OpeningFacts(**{"employer_id": owner, column: pk}) for owner, pk in new]
    OpeningFacts.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _changed() -> QuerySet[OpeningFacts]:
    """A listing's content is another than was read; a job was changed after it was."""
    other = ~Q(source=F("listing__content_hash")) & Q(listing__isnull=False)
    rows: QuerySet[OpeningFacts] = OpeningFacts.objects.filter(version__gt=STALE)
    return rows.filter(other | Q(job__updated_at__gt=F("marked_at")))


def _mark_changed() -> int:
    ids = list(_changed().order_by().values_list("pk", flat=True)[:AT_ONCE])
    return OpeningFacts.objects.filter(pk__in=ids).update(version=STALE) if ids else 0


def _closed() -> QuerySet[OpeningFacts]:
    jobs, listings = open_jobs().filter(pk=OuterRef("job")), open_listings().filter(pk=OuterRef("listing"))
    rows: QuerySet[OpeningFacts] = OpeningFacts.objects.exclude(Exists(jobs) | Exists(listings))
    return rows


def _drop_closed() -> int:
    """Their rows are shown to nobody any more; who had many of them is compared anew."""
    ids = list(_closed().order_by().values_list("pk", flat=True)[:AT_ONCE])
    OpeningFacts.objects.filter(pk__in=ids).delete()
    of_job, of_listing = (OpeningFacts.objects.filter(**{name: OuterRef(name)}) for name in ("job", "listing"))
    lost = ProfileMatch.objects.exclude(Exists(of_job) | Exists(of_listing)).order_by()
    rows = list(lost.values_list("pk", flat=True)[:AT_ONCE])
    ProfileMatch.objects.filter(pk__in=rows).delete()
    return len(ids) + len(rows)


def _mark_profiles() -> int:
    """Profiles that were never read, and feeds that have grown thin."""
    known = ProfileFacts.objects.filter(user=OuterRef("user"))
    new = Profile.objects.filter(user__is_active=True).exclude(Exists(known)).values_list("user_id", flat=True)
    full = ProfileFacts.objects.filter(floor__gte=0, version__gt=STALE).order_by("pk").values_list("user_id", flat=True)
    counted = (
        ProfileMatch.objects.filter(user_id__in=full.order_by()).order_by().values("user_id").annotate(n=Count("pk"))
    )
    rich: set[uuid.UUID] = set(counted.filter(n__gte=THIN).values_list("user_id", flat=True))
    marked = [*new[:AT_ONCE], *(pk for pk in full if pk not in rich)]
    if marked:
        mark_people(marked)
    return len(marked)
