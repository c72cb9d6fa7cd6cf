"""What can be imported, and how: candidates and jobs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from applicants.importing import csv as applicant_table
from applicants.importing.services import KIND as APPLICANTS
from applicants.importing.services import start_import
from applicants.importing.work import Options
from hiretrack.background.models import TaskRun
from hiretrack.uploads.importing.csv import Fields
from jobs.importing import table as job_table
from jobs.services.importing.runs import IMPORT as JOBS
from jobs.services.importing.runs import TableOptions, start_table_import

Label = Any


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of record."""

    slug: str
    """Of its addresses' names: `import_<slug>`."""
    path: str
    run_kind: str
    title: Label
    plural: Label
    fields: Fields
    labels: Mapping[str, Label]
    hints: Mapping[str, Label]
    needed: Label
    known_by: Label
    permission: str
    list_url: str
    start: Callable[..., TaskRun]


def _start_applicants(*, upload_id: uuid.UUID, mapping: dict[str, str], on_existing: str, dry_run: bool) -> TaskRun:
    options = Options(format="csv", mapping=mapping, on_existing=on_existing, dry_run=dry_run)
    return start_import(options=options, upload_id=upload_id)


def _start_jobs(*, upload_id: uuid.UUID, mapping: dict[str, str], on_existing: str, dry_run: bool) -> TaskRun:
    options = TableOptions(mapping=mapping, on_existing=on_existing, dry_run=dry_run)
    return start_table_import(options=options, upload_id=upload_id)


CANDIDATES = Kind(
    slug="candidates",
    path="applicants/applicant/import/",
    run_kind=APPLICANTS,
    title=_("Import candidates"),
    plural=_("candidates"),
    fields=applicant_table.FIELDS,
    labels={
        "name": _("Full name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "country": _("Country of the phone number"),
        "location": _("Location"),
        "headline": _("Headline"),
        "external_id": _("External id"),
        "links": _("Links"),
        "skills": _("Skills"),
        "languages": _("Languages"),
        "tags": _("Tags"),
    },
    hints={
        "links": _("several separated by ; or |"),
        "skills": _("several separated by ; or |"),
        "languages": _("several separated by ; or |"),
        "tags": _("several separated by ; or |; more than one column may fill them"),
        "country": _("for numbers without a country code, such as DE"),
    },
    needed=_("Choose the columns of the e-mail address and of the name."),
    known_by=_("Candidates are known again by their external id, else by their e-mail address."),
    permission="applicants.change_applicant",
    list_url="admin:applicants_applicant_changelist",
    start=_start_applicants,
)
JOB_POSTINGS = Kind(
    slug="jobs",
    path="jobs/job/import/",
    run_kind=JOBS.name,
    title=_("Import jobs"),
    plural=_("jobs"),
    fields=job_table.FIELDS,
    labels={
        "id": _("HireTrack id"),
        "external_id": _("External id"),
        "title": _("Title"),
        "description_md": _("Description"),
        "company": _("Company"),
        "department": _("Department"),
        "location": _("Location"),
        "country": _("Country"),
        "remote": _("Remote"),
        "languages": _("Languages"),
        "tags": _("Tags"),
        "employment_type": _("Employment type"),
        "salary_min": _("Minimum salary"),
        "salary_max": _("Maximum salary"),
        "salary_currency": _("Currency"),
        "salary_period": _("Paid per"),
        "closes_at": _("Closes"),
    },
    hints={
        "remote": _("yes or no"),
        "languages": _("several separated by ; or |"),
        "tags": _("several separated by ; or |; more than one column may fill them"),
        "closes_at": _("such as 2027-03-31"),
        "id": _("of an export; empty for a new job"),
    },
    needed=_("Choose the column of the title."),
    known_by=_("Jobs are known again by their HireTrack id or their external id; new ones become drafts."),
    permission="jobs.change_job",
    list_url="admin:jobs_job_changelist",
    start=_start_jobs,
)
