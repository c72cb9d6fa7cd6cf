"""The codes that the assistant adds to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem
from hiretrack.assistant.errors import NO_FACTS, REFUSED, UNAVAILABLE


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    (UNAVAILABLE, 503, "The assistant is not available",
     "This installation has no key for the assistant's provider, or the provider is away, overloaded or too slow.",
     "Without `Retry-After` it is not set up here: write it yourself. Else try again after those seconds."),
    (REFUSED, 422, "The model declined to write this",
     "The provider's model refused the request. Nothing was written.",
     "Put it in other words, or write it yourself."),
    (NO_FACTS, 422, "There is nothing to write from",
     "A draft rests on the profile, or on the job's fields, and those say nothing yet. `detail` names what is missing.",
     "Fill in the profile, or give the job a title, and ask again."),
)  # fmt: skip
