"""What the assistant says no with. The codes stand in `api/problems.py`."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hiretrack.errors import DomainError, Unavailable

SOON_S = 10
UNAVAILABLE, REFUSED, NO_FACTS = "assistant_unavailable", "assistant_refused", "assistant_without_facts"


@dataclass
class AssistantUnavailable(Unavailable):
    """No key, or the provider is away."""

    code: str = UNAVAILABLE
    title: str = "The assistant is not available"


@dataclass
class AssistantRefused(DomainError):
    """The model would not write it."""

    code: str = REFUSED
    title: str = "The model declined to write this"
    status: int = 422


@dataclass
class NoFacts(DomainError):
    """There is nothing to write from; the model would have to invent."""

    code: str = NO_FACTS
    title: str = "There is nothing to write from"
    status: int = 422


def not_configured() -> AssistantUnavailable:
    return AssistantUnavailable(_("This installation has no assistant."))


def away(retry_after: float | None = None) -> AssistantUnavailable:
    seconds = max(1, math.ceil(retry_after or SOON_S))
    return AssistantUnavailable(
        _("The assistant does not answer at the moment. Try again in a while."), extra={"retry_after": seconds}
    )


def refused() -> AssistantRefused:
    return AssistantRefused(_("The model declined to write this. Put it in other words, or write it yourself."))
