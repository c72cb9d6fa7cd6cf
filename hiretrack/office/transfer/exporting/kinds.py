"""What can be exported: candidates, applications and jobs, with their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from applicants import fairness
from applicants.models import Applicant
from applicants.searches.finding import fitting
from applications.choices import ApplicationStatus, Source
from applications.models import Application
from hiretrack.office.transfer.exporting.columns import (
    Cell,
    Column,
    Row,
    answers,
    cell,
    labelled,
    links,
    plain,
    to_the_minute,
)
from hiretrack.office.transfer.importing.kinds import CANDIDATES as CANDIDATE_TABLE
from hiretrack.office.transfer.importing.kinds import JOB_POSTINGS as JOB_TABLE
from jobs.choices import JobStatus
from jobs.models import Job
from shortlists.models import Match


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of list. `records` reads rows, masked where fair review hides a person."""

    slug: str
    path: str
    title: Any
    model: type[Any]
    permission: str
    list_url: str
    columns: tuple[Column, ...]
    records: Callable[[QuerySet[Any]], Iterator[Row]]
    all_of: Callable[[Any], QuerySet[Any]] = lambda listed: listed.queryset
    """The rows of all pages of a changelist."""

    def named(self, names: Iterable[str]) -> list[Column]:
        """The columns of these names in their own order; the usual ones when none is known."""
        wanted = {*names}
        found = [column for column in self.columns if column.name in wanted]
        return found or [column for column in self.columns if column.chosen]

    def lines(self, rows: QuerySet[Any], columns: list[Column]) -> Iterator[list[Cell]]:
        for row in self.records(rows):
            yield self.line(row, columns)

    def line(self, row: Row, columns: list[Column]) -> list[Cell]:
        return [cell(column.value(row)) for column in columns]


_PERSON = ("name", "email", "phone", "location", "headline", "external_id", "links", "skills", "languages", "tags")


def _candidates(rows: QuerySet[Any]) -> Iterator[Row]:
    for row in rows.values("id", "identity_hidden", "created_at", *_PERSON).iterator(chunk_size=1000):
        hidden = fairness.masked(row, row["id"]) if row["identity_hidden"] else {}
        yield row | hidden


def _fitting(listed: Any) -> QuerySet[Any]:
    # By relevance the list itself shows only the newest thousand.
    found: QuerySet[Any] = fitting(listed.criteria, listed.root_queryset)
    return found.order_by("-created_at", "-id")


def _applications(rows: QuerySet[Any]) -> Iterator[Row]:
    found = Match.objects.filter(job=OuterRef("job"), applicant=OuterRef("applicant")).values("score")[:1]
    person = [f"applicant__{name}" for name in _PERSON]
    own = ("id", "applicant_id", "identity_hidden", "job__title", "status", "source", "answers", "rejection_reason",
           "answer_by", "created_at", "updated_at")  # fmt: skip
    for row in rows.annotate(_score=Subquery(found)).values("_score", *own, *person).iterator(chunk_size=1000):
        hidden = row["identity_hidden"]
        yield _hidden(row) if hidden else row


def _hidden(row: Mapping[str, Any]) -> Row:
    said = answers(row)
    return {**row, **fairness.masked(row, row["applicant_id"], path="applicant__"), "_answers": said}


def _answers(row: Row) -> str:
    # Blotted before the name, by which it is blotted, went.
    return str(row["_answers"]) if "_answers" in row else answers(row)


def _jobs(rows: QuerySet[Any]) -> Iterator[Row]:
    names = [column.name for column in JOBS.columns]
    yield from rows.values(*names).iterator(chunk_size=200)


def _of_table(labels: Mapping[str, Any], *names: str, chosen: bool = True) -> tuple[Column, ...]:
    return tuple(Column(name, labels[name], plain(name), chosen) for name in names)


_P, _J = CANDIDATE_TABLE.labels, JOB_TABLE.labels
CANDIDATES = Kind(
    slug="candidates",
    path="applicants/applicant/export/",
    title=_("Export candidates"),
    model=Applicant,
    permission="applicants.change_applicant",
    list_url="admin:applicants_applicant_changelist",
    columns=(
        *_of_table(_P, "name", "email", "phone", "location", "headline"),
        *_of_table(_P, "skills", "languages", "tags"),
        Column("links", _P["links"], links("links")),
        *_of_table(_P, "external_id"),
        Column("created_at", _("Added (UTC)"), to_the_minute("created_at")),
    ),
    records=_candidates,
    all_of=_fitting,
)
APPLICATIONS = Kind(
    slug="applications",
    path="applications/application/export/",
    title=_("Export applications"),
    model=Application,
    permission="applications.change_application",
    list_url="admin:applications_application_changelist",
    columns=(
        Column("name", _P["name"], plain("applicant__name")),
        Column("email", _P["email"], plain("applicant__email")),
        Column("phone", _P["phone"], plain("applicant__phone")),
        Column("job", _("Job"), plain("job__title")),
        Column("status", _("Status"), labelled("status", ApplicationStatus.choices)),
        Column("source", _("Source"), labelled("source", Source.choices)),
        Column("score", _("Score"), plain("_score")),
        Column("created_at", _("Applied (UTC)"), to_the_minute("created_at")),
        Column("answer_by", _("Answer by (UTC)"), to_the_minute("answer_by")),
        Column("updated_at", _("Changed (UTC)"), to_the_minute("updated_at"), chosen=False),
        Column("rejection_reason", _("Reason of the rejection"), plain("rejection_reason")),
        Column("location", _P["location"], plain("applicant__location")),
        Column("headline", _P["headline"], plain("applicant__headline")),
        Column("skills", _P["skills"], plain("applicant__skills"), chosen=False),
        Column("languages", _P["languages"], plain("applicant__languages"), chosen=False),
        Column("tags", _P["tags"], plain("applicant__tags"), chosen=False),
        Column("links", _P["links"], links("applicant__links"), chosen=False),
        Column("external_id", _P["external_id"], plain("applicant__external_id"), chosen=False),
        Column("answers", _("Answers"), _answers, chosen=False),
        Column("id", _("Application id"), plain("id"), chosen=False),
    ),
    records=_applications,
)
JOBS = Kind(
    slug="jobs",
    path="jobs/job/export/",
    title=_("Export jobs"),
    model=Job,
    permission="jobs.change_job",
    list_url="admin:jobs_job_changelist",
    columns=(
        *_of_table(_J, "id", "external_id", "title"),
        Column("status", _("Status"), labelled("status", JobStatus.choices)),
        *_of_table(_J, "department", "location", "country", "remote", "employment_type"),
        *_of_table(_J, "salary_min", "salary_max", "salary_currency", "salary_period"),
        *_of_table(_J, "languages", "tags", "company", "closes_at", "description_md"),
        Column("published_at", _("Published (UTC)"), to_the_minute("published_at")),
        Column("created_at", _("Created (UTC)"), to_the_minute("created_at"), chosen=False),
    ),
    records=_jobs,
)
KINDS = {kind.slug: kind for kind in (CANDIDATES, APPLICATIONS, JOBS)}
