"""The codes that a candidate's own operations add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("limit_reached", 409, "There are as many as there can be",
     "Lists of this kind have a largest length, and this one has reached it. `detail` names it.",
     "Remove one that is not needed any more."),
    ("already_tracked", 409, "The application is tracked already",
     "The tracker has an application with this address, which a browser extension may add only once.",
     "Go on with the one whose id is in `tracked_id`."),
    ("confirmation_required", 422, "Say that you mean it",
     ("This removes the account, the profile, the tracker and the alerts, and everything that any employer here holds"
      " about you: applications stay in their counts, without your name or data. It cannot be undone."),
     "Repeat the request with `confirm=erase-everything`; export your data before, with GET /v1/me/data."),
    ("not_a_candidate", 409, "The account is not a candidate's alone",
     "Only a candidate's own account can be erased this way; this one works for an employer or for the platform.",
     "Have the account's other roles taken away first, by an employer admin."),
)  # fmt: skip
