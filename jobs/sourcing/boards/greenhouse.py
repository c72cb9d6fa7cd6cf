"""Greenhouse: https://developers.greenhouse.io/job-board.html"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from jobs.choices import SalaryPeriod
from jobs.salaries import YEARLY_FROM, Salary
from jobs.sourcing.boards import fields
from jobs.sourcing.boards.addresses import whole_board
from jobs.sourcing.boards.hosted import JSON, HostedBoard, address, page_of
from jobs.sourcing.client import Client, PageTooLarge, Response
from jobs.sourcing.plaintext import plain
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

# The European boards are served by the same API: there is no boards-api.eu.greenhouse.io.
_API = "https://boards-api.greenhouse.io/v1/boards/{board}/jobs"
_HOURLY = re.compile(r"\bhour", re.IGNORECASE)
_MOST_PER_HOUR = 1_000
_ZONED = "pay_transparency=true"


class GreenhouseBoard(HostedBoard):
    """The whole board comes in one answer. One that is too large comes again without its descriptions."""

    apis: ClassVar = [
        (address(r"boards-api\.greenhouse\.io/v1/boards/(?P<board>[^/?#]+)"), _API),
        (address(r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io/embed/[^#]*[?&]for=(?P<board>[^&#]+)"), _API),
        (address(r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io/(?!embed/)(?P<board>[^/?#]+)"), _API),
    ]
    example = "https://job-boards.greenhouse.io/company"

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        """See `Adapter.pages`."""
        with whole_board():
            answer = self._answer(source, client)
            page = Unchanged() if answer.not_modified else _page(answer, source.company)
        yield page

    def _answer(self, source: Source, client: Client) -> Response:
        url = self.api_url(source)
        try:
            return client.get(
                f"{url}?content=true&{_ZONED}", etag=source.etag, last_modified=source.last_modified, accept=JSON
            )
        except PageTooLarge:
            return client.get(f"{url}?{_ZONED}", accept=JSON)


def _page(answer: Response, company: str) -> Page:
    sent = fields.entries(fields.at(answer.json(), "jobs"))
    return page_of(answer, sent, lambda job: _posting(job, company), whole=True)


def _posting(job: dict[str, Any], company: str) -> Posting:
    description = plain(fields.markup(job, "content"))
    return Posting(
        title=fields.text(job, "title"),
        url=fields.text(job, "absolute_url"),
        company=fields.text(job, "company_name") or company,
        location=fields.text(job, "location", "name"),
        description=description,
        external_id=fields.text(job, "id"),
        salary=_salary(fields.objects(job, "pay_input_ranges")) or fields.stated_salary(description),
        posted_at=fields.moment(job.get("first_published")) or fields.moment(job.get("updated_at")),
    )


def _salary(ranges: list[dict[str, Any]]) -> Salary | None:
    """From the least to the most of all places that are listed in the first one's currency."""
    if not ranges:
        return None
    currency = fields.text(ranges[0], "currency_type")
    same = [one for one in ranges if fields.text(one, "currency_type") == currency]
    lows = [amount / 100 for one in same if (amount := fields.amount(one.get("min_cents")))]
    highs = [amount / 100 for one in same if (amount := fields.amount(one.get("max_cents")))]
    low, high = min(lows, default=None), max(highs, default=None)
    return fields.salary(low, high, currency, _period(ranges[0], max(highs or lows, default=0)))


def _period(first: dict[str, Any], most: Any) -> SalaryPeriod | None:
    """It is not sent: the range's title tells, else the amount."""
    if _HOURLY.search(f"{fields.text(first, 'title')} {fields.text(first, 'blurb')}") and most < _MOST_PER_HOUR:
        return SalaryPeriod.HOUR
    return SalaryPeriod.YEAR if most >= YEARLY_FROM else None
