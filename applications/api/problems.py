"""The codes that applications add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("captcha_failed", 422, "The captcha was not solved",
     ("Public applications need the answer to a challenge, solved once. `errors` has a code: captcha_required,"
     " captcha_invalid, captcha_used, captcha_too_quick."),
     "Get a challenge from /v1/public/captcha, solve it, and send the answer as `captcha`; one for each attempt."),
    ("status_conflict", 409, "The application's status does not allow this",
     ("The pipeline has no such step from where the application is now, or somebody else moved it first."
     " `current_status` says where it is."),
     "Read the application again and decide anew."),
)  # fmt: skip
