"""Feeds, the document of all jobs, and the sitemap, as anybody may fetch them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hiretrack.portal.feeds import jobxml, sitemaps
from hiretrack.portal.feeds.syndication import Wish, feed
from hiretrack.portal.feeds.turns import InTurn
from hiretrack.portal.filters import JobFilters
from hiretrack.portal.keeping import belongs_to, kept, unchanged
from hiretrack.portal.openings import employer_by_slug
from hiretrack.portal.pages import View, in_public_scope, limited_page
from jobs.choices import Sort

XML = "application/xml; charset=utf-8"
TYPES = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}
costly_page = partial(limited_page, rate_class="expensive")
"""For documents that are made anew for each client."""


@require_safe
@limited_page
@kept(variant=lambda request: JobFilters.read(request.GET).url(""))
@in_public_scope
def newest(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """RSS or Atom of the list that the same parameters show as a page."""
    employer = employer_by_slug(slug) if slug else None
    path = reverse("portal:employer", args=[slug]) if slug else reverse("portal:jobs")
    made = feed(kind, Wish(JobFilters.read(request.GET), employer, path))
    response = HttpResponse(made.writeString("utf-8"), content_type=TYPES[kind])
    if employer:
        belongs_to(response, employer.pk)
    return response


def _long_document(view: View) -> View:
    """Made anew for each client that doesn't have it yet."""
    return require_safe(costly_page(in_public_scope(view)))


@_long_document
def every_job(request: HttpRequest, slug: str = "") -> Any:
    """All jobs, or those of a filter, in one document."""
    employer = employer_by_slug(slug) if slug else None
    filters = JobFilters.read(request.GET)
    return unchanged(
        request,
        lambda: _streamed(request, jobxml.document(filters.wanted(slug, sort=Sort.NEWEST))),
        variant=filters.url(""),
        employer_id=employer.pk if employer else None,
    )


@require_safe
@limited_page
@kept(variant=lambda _request: "")
@in_public_scope
def sitemap(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemaps.index(), content_type=XML)


@_long_document
def sitemap_part(request: HttpRequest, section: str, number: int) -> Any:
    def made() -> StreamingHttpResponse:
        parts = sitemaps.part(section, number)
        if parts is None:
            raise Http404
        return _streamed(request, parts)

    # Not a row is read before it has asked for the version: a tag must never be newer than what it stands for.
    return unchanged(request, made)


def _streamed(request: HttpRequest, parts: Iterable[str]) -> StreamingHttpResponse:
    """Raises `Busy`."""
    sent: Iterable[str] = [] if request.method == "HEAD" else InTurn(parts)
    return StreamingHttpResponse(sent, content_type=XML)
