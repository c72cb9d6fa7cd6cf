"""What a job's page needs and what would do it good, each with its state: the public page's and Google's wishes.

Google's required and recommended properties of a JobPosting:
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from employers.models import Employer
from jobs.publishing import missing_for_publishing

ENOUGH = 400
"""Characters of a description. Google wants duties, qualifications, hours and benefits, not a teaser."""


@dataclass(frozen=True, slots=True)
class Item:
    field: str
    """The job's field to fill in; for `of_employer` the employer's."""
    label: str
    is_done: bool
    detail: str
    google: str = ""
    """The property of the JobPosting that comes from it; empty where only the public page uses it."""
    of_employer: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    required: list[Item]
    """Publishing is refused until each is done."""
    recommended: list[Item]

    @property
    def is_ready(self) -> bool:
        return all(item.is_done for item in self.required)

    @property
    def missing(self) -> int:
        return sum(not item.is_done for item in self.required)

    @property
    def done(self) -> int:
        return sum(item.is_done for item in (*self.required, *self.recommended))

    @property
    def total(self) -> int:
        return len(self.required) + len(self.recommended)


def checklist(job: Mapping[str, Any], *, employer: Employer | None) -> Checklist:
    """For a job's fields as they stand; without an employer nothing is said of the employer's own settings."""
    return Checklist(list(_required(job, employer)), list(_recommended(job, employer)))


def _required(job: Mapping[str, Any], employer: Employer | None) -> Iterator[Item]:
    errors = missing_for_publishing(job, employer_name=employer.name if employer else "")
    lacking = {error.pointer.strip("/"): error.detail for error in errors}
    for field, label, google in _needed(is_remote=bool(job["remote"])):
        yield Item(field, label, field not in lacking, lacking.pop(field, ""), google)
    # Whatever else keeps it from being published, such as a closing time that has passed.
    labels = {"closes_at": _("Closing time")}
    for field, detail in lacking.items():
        yield Item(field, labels.get(field, field), is_done=False, detail=detail)


def _needed(*, is_remote: bool) -> list[tuple[str, str, str]]:
    return [
        ("title", _("Title"), "title"),
        ("description_md", _("Description"), "description"),
        ("country", _("Country"), "applicantLocationRequirements" if is_remote else "jobLocation.address"),
        ("location", _("Place of work, or remote"), "jobLocationType" if is_remote else "jobLocation"),
        ("employment_type", _("Employment type"), "employmentType"),
        ("company", _("Hiring organisation"), "hiringOrganization"),
    ]


def _recommended(job: Mapping[str, Any], employer: Employer | None) -> Iterator[Item]:
    paid = job["salary_min"] is not None or job["salary_max"] is not None
    spoken, grouped = bool(job["languages"]), bool(job["department"])
    told = len(job["description_md"].strip()) >= ENOUGH
    whole = _("Google wants the whole picture: duties, qualifications, hours, benefits.")
    pay = _("Shown on the page and in Google's results.")
    end = _("Google drops the job from its results by itself then.")
    yield Item("salary_min", _("Salary"), paid, pay, "baseSalary")
    yield Item("closes_at", _("Closing time"), bool(job["closes_at"]), end, "validThrough")
    yield Item("description_md", _("A full description"), told, whole, "description")
    yield Item("department", _("Department"), grouped, _("Visitors filter the job list by it."))
    yield Item("languages", _("Languages"), spoken, _("Shown on the page, and the search filters by it."))
    if employer is not None:
        yield from _of(employer, speaks_for_itself=not job["company"] or job["company"] == employer.name)


def _of(employer: Employer, *, speaks_for_itself: bool) -> Iterator[Item]:
    """The employer's own settings. Logo and website stand in the JobPosting unless the job names another company."""
    if speaks_for_itself:
        logo, site = _("Google shows it beside the job."), _("Tells Google which organisation this is.")
        yield Item("logo_url", _("Your logo"), bool(employer.logo_url), logo, "hiringOrganization.logo", True)
        yield Item("website", _("Your website"), bool(employer.website), site, "hiringOrganization.sameAs", True)
    policy = _("Applicants agree to it when they apply.")
    yield Item("privacy_policy_url", _("Your privacy policy"), bool(employer.privacy_policy_url), policy, "", True)
