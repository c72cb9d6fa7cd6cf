"""The codes that webhooks add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("webhook_disabled", 409, "The subscription is switched off",
     ("Nothing is sent to a subscription that is switched off: by hand, because its receiver answered 410, or because"
      " it had failed for days. `disabled_reason` says which."),
     "Enable the subscription with PATCH, then try again."),
    ("delivery_in_progress", 409, "The delivery is under way",
     "An attempt is being made right now; its outcome is not known yet.",
     "Look at the delivery again in some seconds."),
    ("replay_too_large", 422, "Too much for one replay",
     "The time between `from` and `to` holds more events than one replay takes.",
     "Ask for a shorter time, or for fewer event types."),
)  # fmt: skip
