"""The codes that shortlists and comparisons add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("already_shortlisted", 409, "Already on the shortlist",
     "An applicant stands on a job's shortlist once. A merged applicant counts as the one that was kept.",
     "Change the entry with PATCH instead."),
    ("shortlist_full", 409, "The shortlist is full", "A shortlist has at most 500 entries.", "Remove some first."),
    ("comparison_not_ready", 409, "The report is not ready",
     "A comparison's report is made in the background: it is still on its way, was cancelled, or could not be made.",
     "Wait for the task to succeed; when the comparison has failed or was cancelled, ask for a new one."),
    ("comparison_removed", 410, "The report was removed",
     "One of the compared applicants was erased, and the report, which told of them, with them.",
     "Compare the others anew."),
    ("pdf_unavailable", 503, "PDFs cannot be made here",
     "The server lacks what makes PDFs, or could not make this one in time. The report is there as HTML.",
     ("Ask for `format=html`. Whoever runs the server can install WeasyPrint with `python3 bootstrap.py extras` and"
      " Debian's libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0; comparisons made then have a PDF.")),
)  # fmt: skip
