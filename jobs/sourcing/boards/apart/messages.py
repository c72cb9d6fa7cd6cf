"""What the two tell each other, as JSON. Whatever is read here may have been written by a stranger's page."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.boards.bounds import LONGEST, cut
from jobs.sourcing.client import BoardUnreadable, PageFailed, PageMissing, PageTooLarge, Response
from jobs.sourcing.postings import Page, Posting, Source

Message = dict[str, Any]
HEADERS = ("Content-Type", "ETag", "Last-Modified")
MOST_SAID = 500
"""Characters of a reason."""
_NAMES = [field.name for field in fields(Posting)]
_FAILURES: dict[str, type[PageFailed]] = {"failed": PageFailed, "missing": PageMissing, "too_large": PageTooLarge}


def of_source(source: Source) -> Message:
    return asdict(source)


def of_answer(answer: Response) -> Message:
    headers = {name: answer.headers.get(name, "") for name in HEADERS}
    return {"say": "answer", "url": answer.url, "headers": headers, "not_modified": answer.not_modified}


def answer_of(message: Message, body: bytes) -> Response:
    return Response(message["url"], message["headers"], body, message["not_modified"])


def of_failure(error: PageFailed | BoardUnreadable) -> Message:
    if isinstance(error, BoardUnreadable):
        return {"say": "unreadable", "text": str(error), "until": error.until and error.until.isoformat()}
    known = (say for say, kind in _FAILURES.items() if type(error) is kind)
    return {"say": next(known, "failed"), "text": str(error)}


def failure_of(message: Message) -> PageFailed | BoardUnreadable | None:
    """None for what tells of no failure."""
    text = str(message.get("text", ""))[:MOST_SAID]
    if message.get("say") == "unreadable":
        return BoardUnreadable(text, until=_moment(message.get("until")))
    kind = _FAILURES.get(str(message.get("say")))
    return kind(text) if kind else None


def of_page(page: Page) -> Message:
    postings = [{name: _plain(getattr(posting, name)) for name in _NAMES} for posting in page.postings]
    told = ("url", "error", "skipped", "etag", "last_modified")
    return {"say": "page", "postings": postings} | {name: getattr(page, name) for name in told}


def page_of(message: Message) -> Page:
    """Raises `ValueError`, `TypeError`, `LookupError`, `AttributeError` or `ArithmeticError` for what is no page."""
    return Page(
        url=_text(message["url"], LONGEST["url"]),
        postings=[_posting(one) for one in message["postings"]],
        error=_text(message["error"], MOST_SAID),
        skipped=int(message["skipped"]),
        etag=_text(message["etag"], 300),
        last_modified=_text(message["last_modified"], 100),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Salary):
        return [_plain(getattr(value, name)) for name in ("minimum", "maximum", "currency", "period")]
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | SalaryPeriod) else value


def _posting(told: Message) -> Posting:
    texts: dict[str, Any] = {name: _text(told[name]) for name in LONGEST}
    remote = told["remote"] if isinstance(told["remote"], bool) else None
    return cut(Posting(**texts, salary=_salary(told["salary"]), remote=remote, posted_at=_moment(told["posted_at"])))


def _text(value: Any, most: int | None = None) -> str:
    if not isinstance(value, str):
        raise TypeError("Not a text.")
    return value[:most]


def _salary(told: Any) -> Salary | None:
    if told is None:
        return None
    minimum, maximum, currency, period = told
    low, high = (None if amount is None else Decimal(_text(amount, 30)) for amount in (minimum, maximum))
    return Salary(low, high, _text(currency, 3), SalaryPeriod(period))


def _moment(told: Any) -> dt.datetime | None:
    at = dt.datetime.fromisoformat(_text(told)) if told else None
    return at if at and at.tzinfo else None
