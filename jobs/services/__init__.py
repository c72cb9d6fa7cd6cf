"""Writes: each one transaction in the employer's scope, with one journal entry."""

from jobs.services.lifecycle import close_due_jobs, close_job, publish_job
from jobs.services.posting import forget_postings, keep_postings
from jobs.services.visits import expire_page_events, note_visit
from jobs.services.writing import create_job, delete_job, duplicate_job, lock_job, update_job

__all__ = [
    "close_due_jobs",
    "close_job",
    "create_job",
    "delete_job",
    "duplicate_job",
    "expire_page_events",
    "forget_postings",
    "keep_postings",
    "lock_job",
    "note_visit",
    "publish_job",
    "update_job",
]
