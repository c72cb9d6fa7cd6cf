"""A look at somebody's board, for everybody: guarded, bounded, and without a trace."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from employers.api.examples import answered, asked
from hiretrack.api.permissions import PUBLIC
from hiretrack.api.problems import refusal
from hiretrack.api.schema import operation
from hiretrack.api.serializers import StrictSerializer
from hiretrack.api.views import ContractView
from jobs.choices import SalaryPeriod
from jobs.sourcing.api.fields import BoardAddressField, ConfigField
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.preview import MOST_AT_ONCE, MOST_PAGES, MOST_POSTINGS, MOST_SECONDS, Busy, Preview, preview
from jobs.sourcing.rows import COLUMNS, row_of

Answer = serializers.Serializer[Any]
SHOWN_DESCRIPTION = 1_000
KINDS = [(kind.value, kind.label) for kind in BoardKind if kind != BoardKind.RENDERED]
"""A browser is not started for strangers."""


class ScrapeSerializer(StrictSerializer):
    url = BoardAddressField(help_text="Where a company lists its jobs.")
    kind = serializers.ChoiceField(choices=KINDS, required=False, help_text="Recognised if not given.")
    scraper_config = ConfigField(required=False, help_text="How to read it: selectors and pages, by its kind.")


class ScrapedSerializer(Answer):
    title = serializers.CharField()
    company = serializers.CharField(allow_blank=True)
    location = serializers.CharField(allow_blank=True, help_text="Several are divided by semicolons.")
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1 alpha-2, if the location tells.")
    remote = serializers.BooleanField()
    url = serializers.CharField(help_text="Its own page.")
    external_id = serializers.CharField(allow_null=True, help_text="The board's own name for it.")
    description = serializers.CharField(
        allow_blank=True, help_text=f"The first {SHOWN_DESCRIPTION:,} characters, without markup."
    )
    salary_min = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    salary_max = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    salary_currency = serializers.CharField(allow_null=True)
    salary_period = serializers.ChoiceField(choices=SalaryPeriod.choices, allow_null=True)
    posted_at = serializers.DateTimeField(allow_null=True, help_text="As the board says, if it does.")


class PreviewSerializer(Answer):
    kind = serializers.ChoiceField(choices=KINDS, help_text="What a board at this address would be watched as.")
    postings = ScrapedSerializer(many=True)
    complete = serializers.BooleanField(help_text="Whether these are all; otherwise the first that were found.")
    skipped = serializers.IntegerField(min_value=0, help_text="Entries without a title or an address.")
    faults = serializers.ListField(child=serializers.CharField(), help_text="Why pages could not be read.")


ASKED = {"url": "https://boards.greenhouse.io/examplerobotics"}
SELECTED = {
    "url": "https://www.example.com/karriere",
    "kind": "html",
    "scraper_config": {
        "row": "li.job", "title": "h3", "url": "a@href", "location": ".place", "page": "?page={page}", "max_pages": 5,
    },
}  # fmt: skip
ANSWERED: dict[str, Any] = {
    "kind": "greenhouse",
    "postings": [
        {
            "title": "Platform Engineer",
            "company": "Example Robotics",
            "location": "München, Germany",
            "country": "DE",
            "remote": False,
            "url": "https://boards.greenhouse.io/examplerobotics/jobs/4711",
            "external_id": "4711",
            "description": "You keep our robots' platform running.",
            "salary_min": "70000.00",
            "salary_max": "85000.00",
            "salary_currency": "EUR",
            "salary_period": "year",
            "posted_at": "2026-02-02T09:00:00Z",
        }
    ],
    "complete": True,
    "skipped": 0,
    "faults": [],
}


class ScrapeView(ContractView):
    allowed: ClassVar = {"post": PUBLIC}
    rate_class = "scrape"

    def open_scope(self) -> AbstractContextManager[Any]:
        # No row is read or written, and no connection kept for as long as a board takes.
        return nullcontext()

    @operation(
        "previewBoard",
        summary="Look at a job board",
        description=(
            f"The first {MOST_POSTINGS} jobs that a company lists at an address, as they would be read if the board"
            " were watched. Boards of Greenhouse, Lever and Ashby, feeds, and pages with schema.org JobPosting are"
            " recognised; other pages need selectors. Nothing is kept, no AI is asked, robots.txt holds, and private"
            f" addresses are refused. At most {MOST_PAGES} pages of the address's own host are read. It takes at most"
            f" {MOST_SECONDS:.0f} seconds; at most {MOST_AT_ONCE} run at once."
        ),
        tags=["Boards"],
        request=ScrapeSerializer,
        responses={200: PreviewSerializer},
        errors=["board_unreadable", "preview_busy"],
        examples=[asked(ASKED), asked(SELECTED, "A page read by selectors"), answered(ANSWERED)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        body = self.body(ScrapeSerializer)
        try:
            found = preview(body["url"], body.get("kind"), body.get("scraper_config"), stranger=True)
        except Busy as busy:
            raise refusal("preview_busy", busy.detail, headers={"Retry-After": str(busy.retry_after)}) from busy
        return self.respond(shown(found))


def shown(found: Preview) -> dict[str, Any]:
    rows = [row_of(posting) for posting in found.postings]
    postings = [_posting(dict(zip(COLUMNS, row.values, strict=True))) for row in rows if row]
    return {
        "kind": found.kind.value,
        "postings": postings,
        "complete": found.complete,
        "skipped": found.skipped + len(rows) - len(postings),
        "faults": found.faults,
    }


def _posting(values: Mapping[str, Any]) -> dict[str, Any]:
    known = ("title", "company", "location", "remote", "url", "salary_min", "salary_max", "posted_at")
    or_null = ("country", "external_id", "salary_currency", "salary_period")
    description = values["description"][:SHOWN_DESCRIPTION].rstrip()
    return {
        **{name: values[name] for name in known},
        **{name: values[name] or None for name in or_null},
        "description": description,
    }
