"""What was found: read and sorted out by recruiters, and on open boards by each candidate for themselves."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered
from employers.permissions import APPLICANTS, RECRUITERS, VIEWERS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.errors import Forbidden, NotFound
from hiretrack.tenancy import ScopeKind, require_scope
from jobs import queries as job_queries
from jobs.api import examples as job_examples
from jobs.api.serializers import JobSerializer
from jobs.sourcing import marks, services
from jobs.sourcing.api import examples, serializers
from jobs.sourcing.api.views.boards import BOARDS
from jobs.sourcing.models import Listing
from jobs.sourcing.queries import listings as queries

THEIR_OWN = "A candidate does this for themselves alone; a recruiter for all of the employer's people."


class ListingBaseView(TenantView[Listing]):
    model = Listing
    module = "boards"

    @property
    def is_candidate(self) -> bool:
        return require_scope().kind is ScopeKind.PERSON

    def answer(self, listing_id: uuid.UUID) -> HttpResponse:
        """The listing as the caller sees it now."""
        row = queries.listing(listing_id)
        if row is None:
            raise NotFound
        return self.respond(queries.listing_detail(row), etag=True)


class ListingsView(ListingBaseView):
    allowed: ClassVar = {"get": VIEWERS | APPLICANTS}
    query_serializer: ClassVar = {"get": serializers.ListingsQuery}

    @operation(
        "listListings",
        summary="What was found on job boards, by words and filters",
        description=(
            "Candidates see what stands on boards that were opened to them, of every employer, with their own marks and"
            " scores. Without `hidden` and `gone` the list holds what is neither."
        ),
        tags=BOARDS,
        responses={200: serializers.ListingItemSerializer},
        examples=[
            answered(examples.LISTED, name="For recruiters"),
            answered(examples.FOR_A_CANDIDATE, name="For a candidate"),
        ],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        wanted = queries.ListingFilter(**self.query.values)
        return self.page(queries.listings(wanted), ordering=wanted.ordering, shape=queries.listing_item)


class ListingView(ListingBaseView):
    allowed: ClassVar = {"get": VIEWERS | APPLICANTS}

    @operation(
        "getListing",
        summary="A listing with its text",
        description="Reading it here leaves it new: `:read` is what changes that.",
        tags=BOARDS,
        responses={200: serializers.ListingSerializer},
        errors=["not_found"],
        examples=[answered(examples.LISTING)],
        etag=True,
    )
    def get(self, request: Request, listing_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(listing_id)


class HideView(ListingBaseView):
    allowed: ClassVar = {"post": RECRUITERS | APPLICANTS}

    @operation(
        "hideListing",
        summary="Put a listing aside",
        description=f"{THEIR_OWN} What a recruiter hides, candidates don't see either. Scans leave it hidden.",
        tags=BOARDS,
        responses={200: serializers.ListingSerializer},
        errors=["not_found"],
        examples=[answered(examples.HIDDEN)],
        etag=True,
    )
    def post(self, request: Request, listing_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        if self.is_candidate:
            marks.hide(listing_id=listing_id)
        else:
            services.hide_listing(listing_id=listing_id)
        return self.answer(listing_id)


class UnhideView(ListingBaseView):
    allowed: ClassVar = {"post": RECRUITERS | APPLICANTS}

    @operation(
        "unhideListing",
        summary="Take a listing back that was put aside",
        description=THEIR_OWN,
        tags=BOARDS,
        responses={200: serializers.ListingSerializer},
        errors=["not_found"],
        examples=[answered(examples.LISTING)],
        etag=True,
    )
    def post(self, request: Request, listing_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        if self.is_candidate:
            marks.unhide(listing_id=listing_id)
        else:
            services.unhide_listing(listing_id=listing_id)
        return self.answer(listing_id)


class ReadView(ListingBaseView):
    allowed: ClassVar = {"post": RECRUITERS | APPLICANTS}

    @operation(
        "readListing",
        summary="Say that a listing was read",
        description=THEIR_OWN,
        tags=BOARDS,
        responses={200: serializers.ListingSerializer},
        errors=["not_found"],
        examples=[answered(examples.READ)],
        etag=True,
    )
    def post(self, request: Request, listing_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        if self.is_candidate:
            marks.read(listing_id=listing_id)
        else:
            services.read_listing(listing_id=listing_id)
        return self.answer(listing_id)


class AdoptView(ListingBaseView):
    allowed: ClassVar = {"post": RECRUITERS}
    idempotent = frozenset({"post"})

    @operation(
        "adoptListing",
        summary="Make a draft job of a listing",
        description="With its title, place, salary and text; `source_url` leads back. A key needs `jobs:write`, too.",
        tags=BOARDS,
        responses={201: JobSerializer},
        errors=["not_found", "already_adopted"],
        examples=[answered(job_examples.DRAFT | {"source_url": examples.LISTING["url"]}, 201)],
        etag=True,
    )
    def post(self, request: Request, listing_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        if self.principal and not self.principal.covers("jobs", writing=True):
            raise Forbidden("The API key's scopes do not reach the job that this makes.")
        job = services.adopt_listing(listing_id=listing_id)
        row = job_queries.job(job.pk)
        if row is None:
            raise NotFound
        location = {"Location": f"/v1/jobs/{job.pk}"}
        return self.respond(job_queries.job_detail(row), status=201, etag=etag_of(row), headers=location)
