"""A job's shortlist and its entries."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.http import quote_etag
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.etags import digest
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from shortlists import queries, services
from shortlists.api import examples, serializers
from shortlists.models import Shortlist, ShortlistEntry
from shortlists.queries.lists import EXPANSIONS
from shortlists.services.replacing import Wanted

SHORTLISTS = ["Shortlists"]
MERGED = "An applicant that was merged away stands for the one that was kept."
EMPTY = OpenApiExample("Nobody yet", value=examples.EMPTY, response_only=True, status_codes=["200"])


def version_tag(job_id: uuid.UUID, version: int) -> str:
    return quote_etag(digest("shortlist", job_id, version))


def entry_tag(entry: ShortlistEntry | dict[str, Any]) -> str:
    """Of all that an entry says, because the moves of others change its rank."""
    read = entry.get if isinstance(entry, dict) else lambda name: getattr(entry, name)
    return quote_etag(digest(*(read(name) for name in ("applicant_id", "rank", "score", "notes", "added_at"))))


class ShortlistView(TenantView[Shortlist]):
    model = Shortlist
    allowed: ClassVar = {"get": VIEWERS, "put": RECRUITERS}
    expandable = frozenset(EXPANSIONS)
    expanded_modules: ClassVar = {"applicant": "applicants"}

    @operation(
        "getShortlist",
        summary="The shortlist of a job, best first",
        description="A job that nobody was shortlisted for has an empty one.",
        tags=SHORTLISTS,
        responses={200: serializers.ShortlistSerializer},
        examples=[answered(examples.SHORTLIST), EMPTY],
        etag=True,
    )
    def get(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self._answer_for(job_id)

    @operation(
        "replaceShortlist",
        summary="Replace all entries of a job's shortlist",
        description=(
            "At once or not at all: who is missing from `entries` is taken off. Sending the same list again changes"
            " nothing. Anybody among your applicants can be shortlisted, also who has not applied for this job"
            f" (sourcing). {MERGED}"
        ),
        tags=SHORTLISTS,
        request=serializers.ShortlistBodySerializer,
        responses={200: serializers.ShortlistSerializer},
        errors=["validation_failed"],
        examples=[asked(examples.PUT), answered(examples.SHORTLIST)],
        etag=True,
    )
    def put(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        lines = [Wanted(**line) for line in self.body(serializers.ShortlistBodySerializer)["entries"]]
        services.replace_entries(
            job_id=job_id, entries=lines, check=lambda version: self.check_if_match(version_tag(job_id, version))
        )
        return self._answer_for(job_id)

    def _answer_for(self, job_id: uuid.UUID) -> HttpResponse:
        found = queries.shortlist_of(job_id, expand=self.query.expand)
        shown = {"job_id": found.job_id, "updated_at": found.updated_at, "entries": found.entries}
        return self.respond(shown, etag=version_tag(job_id, found.version))


class EntriesView(TenantView[ShortlistEntry]):
    model = ShortlistEntry
    allowed: ClassVar = {"post": RECRUITERS}
    idempotent = frozenset({"post"})

    @operation(
        "addShortlistEntry",
        summary="Put an applicant on a job's shortlist",
        description=f"They need not have applied for this job (sourcing). {MERGED}",
        tags=SHORTLISTS,
        request=serializers.ShortlistEntryBodySerializer,
        responses={201: serializers.ShortlistEntrySerializer},
        errors=["validation_failed", "already_shortlisted", "shortlist_full"],
        examples=[asked(examples.ADD), answered(examples.ENTRY, 201)],
        etag=True,
    )
    def post(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        body = self.body(serializers.ShortlistEntryBodySerializer)
        made = services.add_entry(job_id=job_id, place=body.pop("rank", None), **body)
        shown = queries.entry(job_id, made.applicant_id)
        location = f"/v1/jobs/{job_id}/shortlist/entries/{made.applicant_id}"
        return self.respond(shown, status=201, etag=entry_tag(shown), headers={"Location": location})


class EntryView(TenantView[ShortlistEntry]):
    model = ShortlistEntry
    allowed: ClassVar = {"patch": RECRUITERS, "delete": RECRUITERS}

    @operation(
        "updateShortlistEntry",
        summary="Change an entry's rank, score or notes",
        description=f"With a new `rank` the others make room. {MERGED}",
        tags=SHORTLISTS,
        request=serializers.ShortlistEntryChangeSerializer,
        responses={200: serializers.ShortlistEntrySerializer},
        errors=["validation_failed"],
        examples=[asked(examples.CHANGE), answered(examples.ENTRY | examples.CHANGE)],
        etag=True,
    )
    def patch(self, request: Request, job_id: uuid.UUID, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        changes = self.body(serializers.ShortlistEntryChangeSerializer)
        entry = services.change_entry(job_id=job_id, applicant_id=applicant_id, changes=changes, check=self._check)
        shown = queries.entry(job_id, entry.applicant_id)
        return self.respond(shown, etag=entry_tag(shown))

    @operation(
        "removeShortlistEntry",
        summary="Take an applicant off a job's shortlist",
        description=MERGED,
        tags=SHORTLISTS,
        responses={204: None},
        etag=True,
    )
    def delete(self, request: Request, job_id: uuid.UUID, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.remove_entry(job_id=job_id, applicant_id=applicant_id, check=self._check)
        return self.respond()

    def _check(self, entry: ShortlistEntry) -> None:
        self.check_if_match(entry_tag(entry))
