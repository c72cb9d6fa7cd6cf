"""The codes that jobs add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("job_incomplete", 422, "The job is incomplete",
     ("A job can be published, and a published one changed, only with everything that its public page and search"
     " engines need. `errors` names every missing field."),
     "Fill in the fields named in `errors`, then try again."),
    ("job_status_conflict", 409, "The job's status does not allow this",
     ("A draft can be published, a published job closed, a closed one published again. `current_status` says where the"
     " job is; perhaps somebody else was quicker."),
     "Read the job again and decide anew."),
    ("job_not_deletable", 409, "The job cannot be deleted",
     "Only a draft that nobody has applied for can be deleted; others are kept for the record.",
     "Close the job instead."),
    ("job_closed", 410, "The job is closed", "The job was published once and does not take applications any more.",
     "Look for open jobs at /v1/public/jobs."),
)  # fmt: skip
