"""Reads. Lists and single jobs are one query each; `…_item` and `…_detail` give a row the form that the API answers."""

from jobs.queries.mapping import JobPage, changed_employers, job_pages, parts_of_jobs
from jobs.queries.own import JobFilter, job, job_detail, job_item, jobs
from jobs.queries.posting import kept_texts, postable, posted, unkept, unwanted
from jobs.queries.previewing import preview
from jobs.queries.public import (
    PublicFilter,
    employer_of_published,
    find_public,
    is_closed,
    matching,
    public_detail,
    public_item,
    public_job,
    public_jobs,
    public_page,
    public_text,
    public_texts,
    public_url,
)
from jobs.queries.resembling import Likeness, closed_job, similar_jobs
from jobs.queries.taxonomy import TAXONOMIES, taxonomy

__all__ = [
    "TAXONOMIES",
    "JobFilter",
    "JobPage",
    "Likeness",
    "PublicFilter",
    "changed_employers",
    "closed_job",
    "employer_of_published",
    "find_public",
    "is_closed",
    "job",
    "job_detail",
    "job_item",
    "job_pages",
    "jobs",
    "kept_texts",
    "matching",
    "parts_of_jobs",
    "postable",
    "posted",
    "preview",
    "public_detail",
    "public_item",
    "public_job",
    "public_jobs",
    "public_page",
    "public_text",
    "public_texts",
    "public_url",
    "similar_jobs",
    "taxonomy",
    "unkept",
    "unwanted",
]
