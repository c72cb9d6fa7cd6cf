"""One address, asked in turn, and again while that may help."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import stamina
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack import outbound
from hiretrack.observability.metrics import count
from hiretrack.outbound import Answer, OutboundFailed, OutboundRefused, OutboundTooLarge, OutboundTooSlow
from jobs.sourcing.client import breaker
from jobs.sourcing.client.failures import BoardUnreadable, PageAstray, PageFailed, PageTooLarge
from jobs.sourcing.client.hosts import Host
from jobs.sourcing.client.turns import turn

LONGEST_RETRY_AFTER_S = 60.0
TOO_MANY = 429


class Again(Exception):
    """Asking again may help. `verdict` is said when it has not, `after_s` what the host asks for."""

    def __init__(self, verdict: PageFailed | BoardUnreadable, after_s: float | None = None) -> None:
        super().__init__(str(verdict))
        self.verdict, self.after_s = verdict, after_s


@dataclass(frozen=True, slots=True)
class Question:
    url: str
    headers: Mapping[str, str]
    rest_s: float
    max_bytes: int
    cut: bool = False
    for_stranger: bool = False
    """Who must not reach what the operator keeps private, nor have a host left alone that others scan."""


def ask(question: Question, *, attempts: int, left_s: Callable[[], float]) -> Answer:
    """An answer below 500 other than 429. Raises `PageFailed` or `BoardUnreadable`."""
    backoff = settings.SOURCING_BACKOFF_S
    try:
        for attempt in stamina.retry_context(
            on=lambda error: _pause(error, left_s()), attempts=attempts, timeout=None,
            wait_initial=backoff, wait_max=8 * backoff, wait_jitter=backoff,
        ):  # fmt: skip
            with attempt:
                answer = _once(question, left_s())
    except Again as again:
        raise again.verdict from again.__cause__
    return answer


def _pause(error: Exception, left_s: float) -> bool | float:
    """Whether, and after how long, to ask again; True leaves the time to the usual back-off."""
    if not isinstance(error, Again) or (error.after_s or 0.0) >= left_s:
        return False
    if error.after_s is None:
        return True
    return error.after_s + random.uniform(0, settings.SOURCING_BACKOFF_S)  # noqa: S311 - no secret


def _once(question: Question, left_s: float) -> Answer:
    if left_s <= 0:
        raise BoardUnreadable(_("The time for reading this board is over."))
    host = Host.of(question.url)
    with turn(host, rest_s=question.rest_s, waits_s=left_s) as mine:
        breaker.check(host)
        answer = _sent(host, question, left_s)
        if answer.status < 500 and not question.for_stranger:
            breaker.succeeded(host)
        if answer.status < 500 and answer.status != TOO_MANY:
            _counted("answered")
            return answer
        again = _put_off(host, answer, question)
        mine.rest_s = max(mine.rest_s, again.after_s or 0.0)
        raise again


def _sent(host: Host, question: Question, left_s: float) -> Answer:
    seconds = min(settings.SOURCING_TIMEOUT_S, left_s)
    try:
        return outbound.send(
            "GET", question.url, headers=question.headers, seconds=seconds, max_bytes=question.max_bytes,
            cut=question.cut, operator_configured=host.is_operators and not question.for_stranger,
        )  # fmt: skip
    except OutboundRefused as error:
        _counted("refused")
        raise PageAstray(str(error)) from error
    except OutboundTooLarge as error:
        _counted("too_large")
        raise PageTooLarge(
            _("The page is larger than %(size)s.") % {"size": filesizeformat(question.max_bytes)}
        ) from error
    except OutboundFailed as error:
        _counted("failed")
        if seconds == settings.SOURCING_TIMEOUT_S and not question.for_stranger:
            # With less time it may be our own haste.
            breaker.failed(host)
        raise Again(_unreached(host, error, seconds)) from error


def _unreached(host: Host, error: OutboundFailed, seconds: float) -> PageFailed:
    if isinstance(error, OutboundTooSlow):
        text = _("%(host)s did not answer within %(seconds).0f seconds.")
        return PageFailed(text % {"host": host.name, "seconds": seconds})
    return PageFailed(_("%(host)s could not be reached, or broke off.") % {"host": host.name})


def _put_off(host: Host, answer: Answer, question: Question) -> Again:
    """Raises `BoardUnreadable` when the host wants a longer pause than a scan can wait."""
    after_s = retry_after(answer.headers.get("Retry-After", ""))
    if after_s is not None and after_s > LONGEST_RETRY_AFTER_S:
        _counted("put_off")
        raise breaker.leave_alone(host, after_s, remembered=not question.for_stranger)
    if answer.status == TOO_MANY:
        _counted("put_off")
        text = _("%(host)s has been asked too often and wants a pause (429).")
        return Again(BoardUnreadable(text % {"host": host.name}), after_s)
    _counted("failed")
    if not question.for_stranger:
        breaker.failed(host)
    text = _("%(host)s answered with an error of its own (%(status)s).")
    return Again(PageFailed(text % {"host": host.name, "status": answer.status}), after_s)


def retry_after(value: str) -> float | None:
    """Seconds from now, of either form (RFC 9110, section 10.2.3); None for anything else."""
    if value.strip().isdecimal():
        return min(float(value), 1e9)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or dt.UTC) - timezone.now()).total_seconds())


def _counted(outcome: str) -> None:
    count("hiretrack_board_requests", outcome=outcome)
