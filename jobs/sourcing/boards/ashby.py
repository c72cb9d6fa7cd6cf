"""Ashby: https://developers.ashbyhq.com/docs/public-job-posting-api"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.boards import fields
from jobs.sourcing.boards.addresses import whole_board
from jobs.sourcing.boards.hosted import JSON, HostedBoard, address, page_of
from jobs.sourcing.client import Client, Response
from jobs.sourcing.plaintext import plain
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

_API = "https://api.ashbyhq.com/posting-api/job-board/{board}"
_PERIODS = {
    "1 HOUR": SalaryPeriod.HOUR,
    "1 DAY": SalaryPeriod.DAY,
    "1 WEEK": SalaryPeriod.WEEK,
    "1 MONTH": SalaryPeriod.MONTH,
    "1 YEAR": SalaryPeriod.YEAR,
}
_AT = {"remote": True, "hybrid": False, "onsite": False}


class AshbyBoard(HostedBoard):
    """The whole board comes in one answer."""

    apis: ClassVar = [
        (address(r"api\.ashbyhq\.com/posting-api/job-board/(?P<board>[^/?#]+)"), _API),
        (address(r"jobs\.ashbyhq\.com/(?P<board>[^/?#]+)"), _API),
    ]
    example = "https://jobs.ashbyhq.com/company"

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        """See `Adapter.pages`."""
        url = f"{self.api_url(source)}?includeCompensation=true"
        with whole_board():
            answer = client.get(url, etag=source.etag, last_modified=source.last_modified, accept=JSON)
            page = Unchanged() if answer.not_modified else _page(answer, source.company)
        yield page


def _page(answer: Response, company: str) -> Page:
    sent = fields.entries(fields.at(answer.json(), "jobs"))
    # Unlisted ones are for those who were given the address.
    listed = [job for job in sent if fields.at(job, "isListed") is not False]
    return page_of(answer, listed, lambda job: _posting(job, company), whole=True)


def _posting(job: dict[str, Any], company: str) -> Posting:
    description = plain(fields.markup(job, "descriptionHtml") or fields.markup(job, "descriptionPlain"))
    elsewhere = [fields.text(place, "location") for place in fields.objects(job, "secondaryLocations")]
    url = fields.text(job, "jobUrl") or fields.text(job, "applyUrl")
    return Posting(
        title=fields.text(job, "title"),
        url=url,
        company=company,
        location=fields.places([fields.text(job, "location"), *elsewhere]),
        description=description,
        external_id=fields.text(job, "id") or url.rstrip("/").rpartition("/")[2],
        salary=_salary(job) or fields.stated_salary(description),
        remote=_remote(job),
        posted_at=fields.moment(job.get("publishedAt")),
    )


def _remote(job: dict[str, Any]) -> bool | None:
    says = _AT.get(fields.text(job, "workplaceType").lower().replace("-", ""))
    if says is not None:
        return says
    flag = job.get("isRemote")
    return flag if isinstance(flag, bool) else None


def _salary(job: dict[str, Any]) -> Salary | None:
    if job.get("shouldDisplayCompensationOnJobPostings") is False:
        return None
    summed_up = fields.objects(job, "compensation", "summaryComponents")
    tiers = fields.objects(job, "compensation", "compensationTiers")
    components = summed_up or [part for tier in tiers for part in fields.objects(tier, "components")]
    pay = next((part for part in components if fields.text(part, "compensationType") == "Salary"), None)
    if pay is None:
        return None
    low, high = fields.amount(pay.get("minValue")), fields.amount(pay.get("maxValue"))
    return fields.salary(low, high, fields.text(pay, "currencyCode"), _PERIODS.get(fields.text(pay, "interval")))
