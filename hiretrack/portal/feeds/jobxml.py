"""Every job in one XML document, in the form that Indeed and most aggregators read
(https://docs.indeed.com/job-sync-xml/xml-feed).

It is put together while it is sent, some hundred jobs at a time, each batch in a transaction of its own: neither the
number of jobs nor a slow reader costs memory or holds a transaction open. What it says of each job is kept, see
docs/adr/0041.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import override

from hiretrack.api.etags import digest
from hiretrack.portal.feeds.joblinks import with_whole_links
from hiretrack.portal.feeds.xmltext import DECLARATION, cdata, elements
from hiretrack.portal.templatetags.portal import job_url, salary
from hiretrack.tenancy import public_scope
from jobs import queries
from jobs.addresses import Address, addresses
from jobs.choices import EmploymentType

BATCH = 500
WRITTEN = 1
"""Count it up when postings are written differently: kept ones are then made again."""
_TYPES = {
    EmploymentType.FULL_TIME: "fulltime",
    EmploymentType.PART_TIME: "parttime",
    EmploymentType.CONTRACT: "contract",
    EmploymentType.INTERNSHIP: "internship",
    EmploymentType.TEMPORARY: "temporary",
}


def document(wanted: queries.PublicFilter) -> Iterator[str]:
    """The parts of the document. Opens the public scope itself, for each batch anew.

    By id, which no change touches: a job that is published again meanwhile is neither left out nor told twice.
    """
    publisher = [("publisher", "HireTrack"), ("publisherurl", settings.PUBLIC_URL)]
    yield f"{DECLARATION}<source>{elements(publisher)}\n"
    after: uuid.UUID | None = None
    while True:
        ids, texts = _batch(wanted, after)
        yield texts
        if len(ids) < BATCH:
            break
        after = ids[-1]
    yield "</source>\n"


def form() -> str:
    """What every posting depends on besides its job: kept ones hold while it stays the same."""
    return digest(WRITTEN, settings.PUBLIC_URL)


def posting(job: Mapping[str, Any]) -> str:
    """A row of `queries.public_text`, in English: one posting for each place, as an aggregator shows a job where it
    is."""
    found = addresses(job) or [Address("Remote" if job["remote"] else "", "", job["country"] or "")]
    with override("en"):
        return "".join(_posting(job, place, is_first=number == 0) for number, place in enumerate(found))


def _batch(wanted: queries.PublicFilter, after: uuid.UUID | None) -> tuple[list[uuid.UUID], str]:
    with public_scope():
        ids = queries.posted(wanted, after=after, most=BATCH)
        texts = queries.kept_texts(ids, form=form())
        rows = queries.postable([job_id for job_id in ids if job_id not in texts])
    texts |= {row["id"]: posting(row) for row in rows}
    return ids, "".join(texts.get(job_id, "") for job_id in ids)


def _posting(job: Mapping[str, Any], place: Address, *, is_first: bool) -> str:
    url = settings.PUBLIC_URL + job_url(job)
    fields = {
        "title": job["title"],
        "date": _moment(job["published_at"]),
        "referencenumber": str(job["id"]) if is_first else f"{job['id']}-{slugify(place.locality) or place.country}",
        "requisitionid": str(job["id"]),
        "url": url,
        "company": job["company"],
        "sourcename": job["employer"]["name"],
        "city": place.locality,
        "state": place.region,
        "country": place.country,
        "description": with_whole_links(job["description_html"], url),
        "salary": salary(job),
        "jobtype": _TYPES[EmploymentType(job["employment_type"])],
        "category": job["department"],
        "expirationdate": _moment(job["closes_at"]),
        "remotetype": "Fully remote" if job["remote"] else "",
        "lastactivitydate": _moment(job["updated_at"]),
    }
    inner = "".join(f"<{name}>{cdata(text)}</{name}>" for name, text in fields.items() if text)
    return f"<job>{inner}</job>\n"


def _moment(value: dt.datetime | None) -> str:
    return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if value else ""
