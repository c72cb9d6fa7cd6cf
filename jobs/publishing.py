"""What a job needs before the public may see it.

The list is what the public page shows and what Google requires of a JobPosting (title, description, datePosted,
hiringOrganization, and jobLocation with addressCountry, or for remote work applicantLocationRequirements):
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from hiretrack.errors import FieldError, Invalid
from jobs.models import Job
from jobs.validation import closing_problems


def missing_for_publishing(job: Mapping[str, Any], *, employer_name: str) -> list[FieldError]:
    """Everything that keeps a job from being published, at once; empty when nothing does."""
    return list(_missing(job, employer_name))


def check_publishable(job: Job) -> None:
    """Raises `Invalid` (`job_incomplete`) that names every missing field."""
    if errors := missing_for_publishing(vars(job), employer_name=job.employer.name):
        raise Invalid(
            _("The job cannot be published yet:") + " " + " ".join(error.detail for error in errors),
            code="job_incomplete",
            title=_("The job is incomplete"),
            errors=errors,
        )


def _missing(job: Mapping[str, Any], employer_name: str) -> Iterator[FieldError]:
    if not job["title"].strip():
        yield _required("title", _("Give it a title."))
    if not job["description_md"].strip():
        yield _required("description_md", _("Describe the job."))
    elif job["description_md"].strip().casefold() == job["title"].strip().casefold():
        yield FieldError("/description_md", "same_as_title", _("The description must say more than the title."))
    if not job["country"]:
        yield _required("country", _("Say in which country it is, or for remote work from which one people may work."))
    if not job["location"] and not job["remote"]:
        yield _required("location", _("Name the place of work, or mark the job as remote."))
    if not job["employment_type"]:
        yield _required("employment_type", _("Choose the employment type."))
    if not (job["company"] or employer_name).strip():
        yield _required("company", _("Name the hiring organisation."))
    yield from closing_problems(job["closes_at"])


def _required(field: str, detail: str) -> FieldError:
    return FieldError(f"/{field}", "required", detail)
