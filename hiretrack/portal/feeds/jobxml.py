"""Every job in one XML document, in the form that Indeed and most aggregators read
(https://docs.indeed.com/job-sync-xml/xml-feed).

It is written while it is sent, some hundred jobs at a time, each batch in a transaction of its own: neither the number
of jobs nor a slow reader costs memory or holds a transaction open.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.text import slugify
from django.utils.translation import override

from hiretrack.portal.feeds.xmltext import DECLARATION, cdata, elements
from hiretrack.portal.templatetags.portal import job_url, salary
from hiretrack.tenancy import public_scope
from jobs import queries
from jobs.addresses import Address, addresses
from jobs.choices import EmploymentType

BATCH = 200
_TYPES = {
    EmploymentType.FULL_TIME: "fulltime",
    EmploymentType.PART_TIME: "parttime",
    EmploymentType.CONTRACT: "contract",
    EmploymentType.INTERNSHIP: "internship",
    EmploymentType.TEMPORARY: "temporary",
}
Row = dict[str, Any]


def document(wanted: queries.PublicFilter) -> Iterator[str]:
    """The parts of the document, newest jobs first. Opens the public scope itself, for each batch anew."""
    publisher = [("publisher", "HireTrack"), ("publisherurl", settings.PUBLIC_URL)]
    yield f"{DECLARATION}<source>{elements(publisher)}\n"
    after: tuple[dt.datetime, uuid.UUID] | None = None
    while batch := _batch(wanted, after):
        with override("en"):
            yield "".join(_job(queries.public_text(row)) for row in batch)
        after = batch[-1]["published_at"], batch[-1]["id"]
        if len(batch) < BATCH:
            break
    yield "</source>\n"


def _batch(wanted: queries.PublicFilter, after: tuple[dt.datetime, uuid.UUID] | None) -> list[Row]:
    with public_scope():
        rows: QuerySet[Any, Row] = queries.public_texts(wanted)
        if after is not None:
            rows = rows.filter(RawSQL("(published_at, id) < (%s, %s)", after, output_field=BooleanField()))
        return list(rows.order_by("-published_at", "-id")[:BATCH])


def _job(job: Mapping[str, Any]) -> str:
    """One posting for each place: an aggregator shows a job where it is."""
    found = addresses(job) or [Address("Remote" if job["remote"] else "", "", job["country"] or "")]
    return "".join(_posting(job, place, is_first=number == 0) for number, place in enumerate(found))


def _posting(job: Mapping[str, Any], place: Address, *, is_first: bool) -> str:
    fields = {
        "title": job["title"],
        "date": _moment(job["published_at"]),
        "referencenumber": str(job["id"]) if is_first else f"{job['id']}-{slugify(place.locality) or place.country}",
        "requisitionid": str(job["id"]),
        "url": settings.PUBLIC_URL + job_url(job),
        "company": job["company"],
        "sourcename": job["employer"]["name"],
        "city": place.locality,
        "state": place.region,
        "country": place.country,
        "description": job["description_html"],
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
