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
    ("application_superseded", 409, "The application is superseded",
     ("Two records of one person were merged, and both had applied for the job. This application stays readable, the"
      " other one goes on: `superseded_by_id` names it."),
     "Work on the other application."),
    ("already_applied", 409, "Already applied",
     ("There is an application of this person for this job: `application_id` names it, unless fair review hides who"
      " applied."),
     "Work on that application."),
    ("email_unverified", 403, "The e-mail address is not confirmed",
     "Applying with an account needs an address that is proven to be yours.",
     "Follow the link in the mail that came after registering, or apply without signing in."),
    ("nothing_withheld", 409, "Nothing is held back from the candidate",
     "The candidate knows of the application's last step, or its mail is leaving at this moment.",
     "Read the application again; from here a further step leads on."),
    ("not_your_note", 403, "The note is somebody else's",
     "A note is changed or deleted by who wrote it, or by an employer admin.",
     "Write a note of your own, or ask an employer admin."),
    ("plan_changed", 409, "The plan has changed",
     "Since the plan was made, other applications would move, or stay for other reasons: `plan_token` is outdated.",
     "Ask for the plan again, look at it, and send its token."),
    ("bulk_move_running", 409, "The bulk move is still running",
     "A bulk move is undone once its task has ended, and not twice at once.",
     "Wait for the task, or cancel it at /v1/tasks/{taskId}:cancel."),
    ("bulk_move_undone", 409, "The bulk move is undone already", "What could be put back has been put back.", ""),
    ("undo_expired", 409, "Too late to undo the bulk move",
     "A bulk move can be undone until its mails leave, `undo_until`.",
     "Move the applications on one by one, or in another bulk move."),
)  # fmt: skip
