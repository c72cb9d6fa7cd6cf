"""What this app and the ones below hold about a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from applicants.alerts.shapes import alert_shape
from applicants.models import Education, JobAlert, SavedJob, TrackedApplication, WorkExperience
from applicants.profiles import queries
from applicants.profiles.shapes import education_shape, experience_shape, profile_shape
from applicants.tracker.shapes import tracked_detail
from employers.models import RefreshToken, User
from hiretrack.uploads.models import Upload

Part = dict[str, Any]


def account(user: User) -> Part:
    names = ("id", "email", "email_verified_at", "name", "roles", "is_active", "last_login", "created_at", "updated_at")
    return {name: getattr(user, name) for name in names}


def sessions(user: User) -> list[Part]:
    """Sign-ins whose refresh token is still known, without anything that would open one."""
    names = ("family", "created_at", "expires_at", "used_at", "revoked_at")
    return list(RefreshToken.objects.filter(user=user).order_by("id").values(*names))


def own_rows() -> Part:
    """What the open person scope holds."""
    profile = queries.profile()
    return {
        "profile": profile and {**profile_shape(profile, queries.answers()), "more": profile.more},
        "education": [education_shape(row) for row in queries.entries(Education)],
        "experience": [experience_shape(row) for row in queries.entries(WorkExperience)],
        "tracker": list(_tracked()),
        "saved_jobs": list(SavedJob.objects.order_by("id").values("job_id", "title", "company", "created_at")),
        "alerts": [alert_shape(row) for row in JobAlert.objects.order_by("id")],
        "uploads": list(_uploads()),
    }


def _tracked() -> Iterator[Part]:
    for row in TrackedApplication.objects.prefetch_related("log").order_by("id"):
        yield tracked_detail(row, row.log.all())


def _uploads() -> Any:
    """Files that the person put, at whichever employer; each can be had at /v1/uploads/{id}."""
    names = ("id", "employer_id", "kind", "filename", "content_type", "size", "sha256", "scan_status", "created_at")
    return Upload.objects.order_by("id").values(*names)
