"""Finding a job: the list across employers, an employer's careers page, and the job itself."""

from __future__ import annotations

import uuid
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from employers.models import Employer
from hiretrack.portal import telling
from hiretrack.portal.choices import choices
from hiretrack.portal.filters import JobFilters
from hiretrack.portal.keeping import belongs_to, kept
from hiretrack.portal.listing import Listing, listing
from hiretrack.portal.openings import employer_by_slug, public_job_page, similar_jobs
from hiretrack.portal.origin import carry_origin
from hiretrack.portal.pages import View, in_public_scope, limited_page
from hiretrack.portal.scrolling import is_followed, next_page
from hiretrack.portal.templatetags.portal import job_slug, job_url
from jobs.markdown import render as render_markdown
from jobs.markdown import summary
from jobs.queries import Likeness

TYPED = frozenset({"q", "location"})
"""Fields that search while somebody types: each pause shall not be a step of the browser's history."""


def _list_variant(request: HttpRequest) -> str:
    """Parameters that mean nothing here (campaigns, mostly) make no other page."""
    more = {name: request.GET[name] for name in ("cursor", "page") if name in request.GET}
    return JobFilters.read(request.GET).url("", **more)


def _list_page(view: View) -> View:
    """A kept page of the list, and what scripts have to know of its address."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = page(request, *args, **kwargs)
        if request.headers.get("HX-Request") and "cursor" not in request.GET:
            # The form's own address would carry its empty fields along.
            step = "HX-Replace-Url" if request.headers.get("HX-Trigger-Name") in TYPED else "HX-Push-Url"
            response[step] = JobFilters.read(request.GET).url(request.path)
        patch_vary_headers(response, ["HX-Request"])
        return response

    page = kept(variant=_list_variant)(in_public_scope(view))
    return limited_page(told)


@require_safe
@_list_page
def all_jobs(request: HttpRequest) -> HttpResponse:
    return _job_list(request, None)


@require_safe
@_list_page
def employer_jobs(request: HttpRequest, slug: str) -> HttpResponse:
    return _job_list(request, employer_by_slug(slug))


def _job_list(request: HttpRequest, employer: Employer | None) -> HttpResponse:
    filters = JobFilters.read(request.GET)
    page = listing(filters, employer_slug=employer.slug if employer else "", cursor=request.GET.get("cursor", ""))
    context = _filter_context(filters, request.path, employer, page) | {
        "about": _about(employer),
        "jobs": page.jobs,
        "result_phrase": page.phrase,
        "next_url": next_page(request, filters, page),
        "is_followed": is_followed(request),
        "documents": telling.careers_data(employer) if employer else telling.site_data(),
    }
    return _shown(request, "portal/jobs.html", context, employer)


def _filter_context(filters: JobFilters, path: str, employer: Employer | None, page: Listing) -> dict[str, Any]:
    slug = employer.slug if employer else ""
    offered = choices(filters, slug, similar=page.is_similar)
    shown = filters.given() | {
        "active": filters.active,
        "chips": filters.chips(path, offered),
        "selects": filters.selects(offered, with_employers=not employer),
        "orders": filters.orders(path) if page.jobs and not page.is_similar else [],
        "remote_jobs": offered.remote,
    }
    feeds = {kind: filters.url(f"{path}jobs.{kind}") for kind in ("rss", "atom")}
    return {"filters": shown, "path": path, "feeds": feeds, "canonical": telling.absolute(path)}


def _about(employer: Employer | None) -> str:
    return mark_safe(render_markdown(employer.about_md)) if employer and employer.about_md else ""  # noqa: S308


@require_safe
@limited_page
@kept(variant=lambda _request: "", finish=carry_origin)
@in_public_scope
def job(request: HttpRequest, job_id: uuid.UUID, slug: str = "") -> HttpResponse:
    """The job page at its one address; every other spelling is sent there. 410 once closed."""
    row, employer = public_job_page(job_id)
    if slug != job_slug(row["title"]):
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(job_url(row) + (f"?{query}" if query else ""))
    context = {
        "job": row,
        "share_title": f"{row['title']} · {row['company']}",
        "description": mark_safe(row["description_html"]),  # noqa: S308 rendered and cleaned by jobs.markdown
        "summary": summary(row["description_md"]),
        "documents": telling.job_data(row, employer),
        "canonical": telling.absolute(job_url(row)),
        "similar": similar_jobs(Likeness.of(row)),
        "apply_url": reverse("portal:apply", args=[job_id]),
    }
    return _shown(request, "portal/job.html", context, employer)


def _shown(request: HttpRequest, template: str, context: dict[str, Any], employer: Employer | None) -> HttpResponse:
    """With the employer's logo, which the page's policy then allows from where it is."""
    source = telling.logo_source(employer) if employer else ""
    context |= {
        "employer": employer,
        "logo": telling.logo(employer) if employer else "",
        "picture": telling.picture(employer),
    }
    response = render(request, template, context)
    if source:
        response._csp_update = {"img-src": [source]}  # type: ignore[attr-defined]
    if employer:
        belongs_to(response, employer.pk)
    return response
