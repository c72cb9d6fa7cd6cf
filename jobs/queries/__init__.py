"""Reads. Lists and single jobs are one query each; `…_item` and `…_detail` give a row the form that the API answers."""

from jobs.queries.own import JobFilter, job, job_detail, job_item, jobs
from jobs.queries.previewing import preview
from jobs.queries.public import (
    PublicFilter,
    employer_of_published,
    find_public,
    is_closed,
    public_detail,
    public_item,
    public_job,
    public_jobs,
    public_url,
)
from jobs.queries.taxonomy import TAXONOMIES, taxonomy

__all__ = [
    "TAXONOMIES",
    "JobFilter",
    "PublicFilter",
    "employer_of_published",
    "find_public",
    "is_closed",
    "job",
    "job_detail",
    "job_item",
    "jobs",
    "preview",
    "public_detail",
    "public_item",
    "public_job",
    "public_jobs",
    "public_url",
    "taxonomy",
]
