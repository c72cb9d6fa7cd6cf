"""Own rows as the person sees them: the API's answers, and the export."""

from __future__ import annotations

from typing import Any

from applicants.models import Education, EqualOpportunityAnswers, Profile, WorkExperience
from applicants.profiles.history import EDUCATION, EXPERIENCE
from applicants.profiles.services import ANSWERS
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import download_url

Shape = dict[str, Any]

_PLAIN = (
    "id", "phone", "location", "headline", "summary", "links", "skills", "languages", "desired_title",
    "desired_locations", "remote_preference", "minimum_salary", "created_at", "updated_at",
)  # fmt: skip


def profile_shape(profile: Profile, answers: EqualOpportunityAnswers | None) -> Shape:
    own = {name: getattr(profile, name) for name in _PLAIN}
    return {
        **own,
        "name": profile.user.name,
        "email": profile.user.email,
        "country": profile.country or None,
        "salary_currency": profile.salary_currency or None,
        "resume": resume_shape(profile.resume) if profile.resume else None,
        "equal_opportunity": {name: getattr(answers, name, "") for name in ANSWERS},
    }


def resume_shape(upload: Upload) -> Shape:
    names = ("id", "filename", "content_type", "size", "scan_status", "scan_detail", "created_at")
    own = {name: getattr(upload, name) for name in names}
    return {**own, "download_url": download_url(upload) if upload.is_clean else None}


def education_shape(row: Education) -> Shape:
    return _entry(row, EDUCATION)


def experience_shape(row: WorkExperience) -> Shape:
    return _entry(row, EXPERIENCE)


def _entry(row: Education | WorkExperience, names: tuple[str, ...]) -> Shape:
    return {name: getattr(row, name) for name in ("id", *names, "created_at", "updated_at")}
