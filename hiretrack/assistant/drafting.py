"""From an order to a draft: attempts within a deadline, each begun afresh, and one entry in the run log."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Protocol

import stamina
import structlog

from hiretrack.assistant import errors, runs
from hiretrack.assistant.choices import Kind, Outcome
from hiretrack.assistant.facts import Fact
from hiretrack.assistant.orders import Order
from hiretrack.assistant.providers import Away, Misconfigured, Provider, ProviderError, Reply, Stop, provider
from hiretrack.assistant.reading import Reading
from hiretrack.background.services import RunCancelled

log = structlog.get_logger(__name__)
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A suggestion. `facts` are those it rests on, or all that were sent when the model did not say."""

    kind: Kind
    text: str
    model: str
    prompt: str
    facts: list[Fact]
    is_complete: bool

    @property
    def about(self) -> dict[str, Any]:
        """What a table may keep: nothing of anybody's words, and no fact about them."""
        return {"draft": True, "model": self.model, "prompt": self.prompt, "complete": self.is_complete}

    @property
    def shown_facts(self) -> list[dict[str, str]]:
        return [fact.shown for fact in self.facts]


class Listener(Protocol):
    """Hears the text as it is written. May raise `RunCancelled`."""

    def begin(self) -> None:
        """From the start; whatever came before is void."""

    def add(self, text: str) -> None: ...


@dataclass
class Meter:
    """What the run log will say."""

    model: str
    provider: str
    started: float = field(default_factory=time.monotonic)
    attempts: int = 0
    reply: Reply | None = None

    @property
    def duration_ms(self) -> int:
        return round((time.monotonic() - self.started) * 1000)


def write(order: Order, *, seconds: float, listener: Listener | None = None) -> Draft:
    """Outside any transaction: the provider takes its time. Raises `AssistantUnavailable` and `AssistantRefused`."""
    asked = provider()
    if asked is None:
        raise errors.not_configured()
    meter, outcome = Meter(asked.model, asked.name), Outcome.FAILED
    try:
        draft = _written(order, asked, meter, time.monotonic() + seconds, listener)
        outcome = Outcome.COMPLETED if draft.is_complete else Outcome.CUT
    except ProviderError as error:
        outcome = Outcome.MISCONFIGURED if isinstance(error, Misconfigured) else Outcome.UNAVAILABLE
        raise _away(error, order) from error
    except errors.AssistantRefused:
        outcome = Outcome.REFUSED
        raise
    except RunCancelled:
        outcome = Outcome.CANCELLED
        raise
    finally:
        runs.note(order, meter, outcome)
    return draft


def _away(error: ProviderError, order: Order) -> errors.AssistantUnavailable:
    if isinstance(error, Away):
        log.warning("assistant_away", kind=order.kind, reason=str(error))
        return errors.away(error.wait_s)
    # An operator has to look: the key, the model's name, or a bill.
    log.error("assistant_misconfigured", kind=order.kind, reason=str(error))
    return errors.away()


def _written(order: Order, asked: Provider, meter: Meter, until: float, listener: Listener | None) -> Draft:
    for attempt in stamina.retry_context(
        on=_again(until), attempts=ATTEMPTS, timeout=None, wait_initial=0.5, wait_max=4.0, wait_jitter=0.5
    ):
        with attempt:
            meter.attempts += 1
            draft = _attempt(order, asked, meter, until, listener)
    return draft


def _again(until: float) -> Callable[[Exception], bool | float]:
    """Whether another attempt may help, and after how many seconds when the provider says so."""

    def decide(error: Exception) -> bool | float:
        if not isinstance(error, Away) or time.monotonic() + (error.wait_s or 0.5) >= until:
            return False
        return True if error.wait_s is None else error.wait_s

    return decide


def _attempt(order: Order, asked: Provider, meter: Meter, until: float, listener: Listener | None) -> Draft:
    reading, reply = Reading(order.facts, max_chars=order.max_chars), None
    if listener is not None:
        listener.begin()
    with closing(asked.write(order.asked, until=until, streaming=listener is not None)) as parts:  # type: ignore[type-var]
        for part in parts:
            if isinstance(part, Reply):
                reply = meter.reply = part
                break
            _hear(listener, reading.feed(part))
            if reading.is_full:
                break
    _hear(listener, reading.close())
    return _draft(order, reading, reply, meter)


def _hear(listener: Listener | None, text: str) -> None:
    if listener is not None and text:
        listener.add(text)


def _draft(order: Order, reading: Reading, reply: Reply | None, meter: Meter) -> Draft:
    if reply is not None and reply.stop is Stop.REFUSAL:
        raise errors.refused()
    text = reading.text.rstrip()
    if not text:
        raise Away("empty answer")
    complete = reply is not None and reply.stop is Stop.END and not reading.is_full
    return Draft(order.kind, text, reply.model if reply else meter.model, order.prompt, reading.used, complete)
