"""The codes that job boards add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("board_exists", 409, "The board is there already",
     "An employer watches an address once. `board_id` says which board has it.",
     "Change that board with PATCH instead."),
    ("too_many_boards", 409, "Too many job boards",
     ("An employer watches a limited number of boards, so that all have their turn. `limit` says how many; the"
      " installation's operator sets it (`SOURCING_BOARDS_PER_EMPLOYER`)."),
     "Delete a board that is not needed any more, or ask the operator for more."),
    ("scan_running", 409, "The board is being scanned",
     "A board is scanned once at a time. `task_id` is the task of the scan that is queued or running.",
     "Follow that task, and ask for another scan when it has ended."),
    ("already_adopted", 409, "The listing was adopted already",
     "A listing becomes a job once. `job_id` is the job that was made of it.",
     "Go on with that job. If it is deleted, the listing can be adopted again."),
    ("board_unreadable", 422, "The board could not be read",
     ("The address was asked and gave nothing that can be read as a job board: it did not answer in time, refused, its"
      " robots.txt forbids it, or what came was no list of jobs. `detail` says which."),
     "Check the address in a browser. For a page of its own making, name the kind and how to read it."),
    ("preview_busy", 503, "Too many boards are being looked at",
     "Only so many boards are looked at at the same moment, of all callers together.",
     "Try again after the seconds that `Retry-After` gives."),
)  # fmt: skip
