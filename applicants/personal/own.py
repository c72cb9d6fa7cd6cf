"""What this app and the ones below hold about a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from applicants.alerts.shapes import alert_shape
from applicants.models import Education, JobAlert, SavedJob, TrackedApplication, WorkExperience
from applicants.profiles import queries
from applicants.profiles.shapes import education_shape, experience_shape, profile_shape
from applicants.tracker.shapes import tracked_detail
from employers.models import BrowserSession, Identity, RefreshToken, User
from hiretrack.uploads.models import Upload

Part = dict[str, Any]
CHUNK = 500


def account(user: User) -> Part:
    names = (
        "id", "email", "email_verified_at", "name", "language", "roles", "is_active", "last_login", "created_at",
        "updated_at",
    )  # fmt: skip
    return {name: getattr(user, name) for name in names}


def sessions(user: User) -> list[Part]:
    """Sign-ins whose refresh token is still known, without anything that would open one."""
    names = ("family", "created_at", "expires_at", "used_at", "revoked_at")
    return list(RefreshToken.objects.filter(user=user).order_by("id").values(*names))


def connected(user: User) -> list[Part]:
    """Accounts elsewhere that open this one."""
    names = ("provider", "issuer", "subject", "email", "created_at", "last_used_at")
    return list(Identity.objects.filter(user=user).order_by("id").values(*names))


def browsers(user: User) -> list[Part]:
    """Sign-ins of browsers: all that is kept of them but what would open one."""
    names = ("sign_in", "browser", "system", "began_at", "seen_at")
    rows = BrowserSession.objects.filter(user=user, sign_in__isnull=False).order_by("began_at")
    return list(rows.values(*names, expires_at=F("expire_date")))


def own_rows() -> Iterator[tuple[str, Any]]:
    """What the open person scope holds, member by member; what can be long as iterators."""
    profile = queries.profile()
    yield "profile", profile and {**profile_shape(profile, queries.answers()), "more": profile.more}
    yield "education", [education_shape(row) for row in queries.entries(Education)]
    yield "experience", [experience_shape(row) for row in queries.entries(WorkExperience)]
    yield "tracker", _tracked()
    yield "saved_jobs", _saved()
    yield "alerts", [alert_shape(row) for row in JobAlert.objects.order_by("id")]
    yield "uploads", _uploads()


def _tracked() -> Iterator[Part]:
    rows = TrackedApplication.objects.prefetch_related("log").order_by("id")
    for row in rows.iterator(chunk_size=CHUNK):
        yield tracked_detail(row, row.log.all())


def _saved() -> Iterator[Part]:
    rows = SavedJob.objects.order_by("id").values("job_id", "title", "company", "created_at")
    yield from rows.iterator(chunk_size=CHUNK)


def _uploads() -> Iterator[Part]:
    """Files that the person put, at whichever employer; each can be had at /v1/uploads/{id}."""
    names = ("id", "employer_id", "kind", "filename", "content_type", "size", "sha256", "scan_status", "created_at")
    yield from Upload.objects.order_by("id").values(*names).iterator(chunk_size=CHUNK)
