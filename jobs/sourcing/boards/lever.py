"""Lever: https://github.com/lever/postings-api"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any, ClassVar

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.boards import fields
from jobs.sourcing.boards.addresses import whole_board
from jobs.sourcing.boards.hosted import JSON, HostedBoard, address, page_of
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed, Response
from jobs.sourcing.plaintext import plain
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

_API, _EU_API = "https://api.lever.co/v0/postings/{board}", "https://api.eu.lever.co/v0/postings/{board}"
PAGE = 100
MOST_PAGES = 1000
MOST_FAILURES = 3
"""In a row: then the rest is given up."""
_PERIODS = {
    "hour": SalaryPeriod.HOUR,
    "day": SalaryPeriod.DAY,
    "week": SalaryPeriod.WEEK,
    "month": SalaryPeriod.MONTH,
    "year": SalaryPeriod.YEAR,
}
_AT = {"remote": True, "hybrid": False, "onsite": False}


class LeverBoard(HostedBoard):
    """In pages of a hundred. Companies on the European instance have a host of their own."""

    apis: ClassVar = [
        (address(r"api\.lever\.co/v0/postings/(?P<board>[^/?#]+)"), _API),
        (address(r"jobs\.lever\.co/(?P<board>[^/?#]+)"), _API),
        (address(r"api\.eu\.lever\.co/v0/postings/(?P<board>[^/?#]+)"), _EU_API),
        (address(r"jobs\.eu\.lever\.co/(?P<board>[^/?#]+)"), _EU_API),
    ]
    example = "https://jobs.lever.co/company"

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        """See `Adapter.pages`."""
        url = self.api_url(source)
        with whole_board():
            answer = client.get(_nth(url, 0), etag=source.etag, last_modified=source.last_modified, accept=JSON)
            sent = [] if answer.not_modified else fields.entries(answer.json())
        if answer.not_modified:
            yield Unchanged()
            return
        whole = len(sent) < PAGE
        yield page_of(answer, sent, lambda job: _posting(job, source.company), whole=whole)
        if not whole:
            yield from self._others(url, sent, source.company, client)

    def _others(self, url: str, last: list[Any], company: str, client: Client) -> Iterator[Page]:
        skip, failures = len(last), 0
        for _page in range(1, MOST_PAGES):
            try:
                answer, sent = _asked(client, _nth(url, skip))
            except (PageFailed, BoardUnreadable) as error:
                yield Page(_nth(url, skip), error=str(error))
                failures += 1
                if isinstance(error, BoardUnreadable) or failures == MOST_FAILURES:
                    return
                skip += PAGE
                continue
            if _ids(sent) == _ids(last):
                return  # it does not understand `skip`, and has sent everything already
            yield page_of(answer, sent, lambda job: _posting(job, company), whole=False)
            if len(sent) < PAGE:
                return
            skip, failures, last = skip + len(sent), 0, sent


def _nth(url: str, skip: int) -> str:
    return f"{url}?mode=json&skip={skip}&limit={PAGE}"


def _asked(client: Client, url: str) -> tuple[Response, list[Any]]:
    answer = client.get(url, accept=JSON)
    return answer, fields.entries(answer.json())


def _ids(sent: list[Any]) -> set[str]:
    return {fields.text(job, "id") for job in sent}


def _posting(job: dict[str, Any], company: str) -> Posting:
    description = _description(job)
    every = fields.at(job, "categories", "allLocations")
    elsewhere = [fields.text(place) for place in every] if isinstance(every, list) else []
    return Posting(
        title=fields.text(job, "text"),
        url=fields.text(job, "hostedUrl") or fields.text(job, "applyUrl"),
        company=company,
        location=fields.places([fields.text(job, "categories", "location"), *elsewhere]),
        description=description,
        external_id=fields.text(job, "id"),
        salary=_salary(job) or fields.stated_salary(description),
        remote=_AT.get(fields.text(job, "workplaceType").lower().replace("-", "")),
        posted_at=fields.moment(job.get("createdAt")),
    )


def _description(job: dict[str, Any]) -> str:
    """All that the job's page shows, in its order."""
    lists = [
        f"<h3>{html.escape(fields.text(one, 'text'))}</h3><ul>{fields.markup(one, 'content')}</ul>"
        for one in fields.objects(job, "lists")
    ]
    parts = [_part(job, "description"), *lists, _part(job, "additional"), _part(job, "salaryDescription")]
    return plain("".join(f"<div>{part}</div>" for part in parts if part))


def _part(job: dict[str, Any], name: str) -> str:
    escaped = html.escape(fields.markup(job, f"{name}Plain")).replace("\n", "<br>")
    return fields.markup(job, name) or escaped


def _salary(job: dict[str, Any]) -> Salary | None:
    low, high = (fields.amount(fields.at(job, "salaryRange", name)) for name in ("min", "max"))
    # "per-year-salary", "per-hour-wage"
    unit = fields.text(job, "salaryRange", "interval").removeprefix("per-").partition("-")[0]
    return fields.salary(low, high, fields.text(job, "salaryRange", "currency"), _PERIODS.get(unit))
