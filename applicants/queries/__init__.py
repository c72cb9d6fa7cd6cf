"""Reads of applicants, within the open scope."""

from applicants.queries.listing import (
    ApplicantFilter,
    applicant,
    applicant_item,
    applicants,
    applications_of,
)
from applicants.queries.lookup import current, has_applied, having_cv, resolved, survivor_id, with_email
from applicants.queries.search import Wanted, blindly, found, found_ids, matching, named
from applicants.queries.timeline import (
    NEWEST,
    Traces,
    family_of,
    stage_notes,
    timeline,
    timeline_item,
    traces_of,
    untold_steps,
)

__all__ = [
    "NEWEST",
    "ApplicantFilter",
    "Traces",
    "Wanted",
    "applicant",
    "applicant_item",
    "applicants",
    "applications_of",
    "blindly",
    "current",
    "family_of",
    "found",
    "found_ids",
    "has_applied",
    "having_cv",
    "matching",
    "named",
    "resolved",
    "stage_notes",
    "survivor_id",
    "timeline",
    "timeline_item",
    "traces_of",
    "untold_steps",
    "with_email",
]
