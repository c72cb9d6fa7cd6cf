"""The codes that background work adds to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    register_problem(
        "task_ended", 409, "The task has ended", "A task that has succeeded, failed or been cancelled cannot be ended.",
        "Read the task to see how it ended.",
    )  # fmt: skip
    register_problem(
        "dead_letter_retried", 409, "Already sent again", "This dead letter was sent again before.",
        "Should the task have failed once more, it has a dead letter of its own.",
    )  # fmt: skip
    register_problem(
        "task_unknown", 409, "Unknown task", "The dead letter's task does not exist in this version any more.",
        "Nothing can be done with it here.",
    )  # fmt: skip
