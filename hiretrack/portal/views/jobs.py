"""Finding a job: the list across employers, an employer's careers page, and the job itself."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from employers.models import Employer
from hiretrack.portal.choices import choices
from hiretrack.portal.filters import JobFilters
from hiretrack.portal.listing import listing
from hiretrack.portal.openings import employer_of, public_job
from hiretrack.portal.origin import with_origin
from hiretrack.portal.pages import public_page
from hiretrack.portal.templatetags.portal import job_slug, job_url
from jobs.jobposting import job_posting
from jobs.markdown import render as render_markdown
from jobs.markdown import summary


@require_safe
@public_page
def all_jobs(request: HttpRequest) -> HttpResponse:
    return _job_list(request, None)


@require_safe
@public_page
def employer_jobs(request: HttpRequest, slug: str) -> HttpResponse:
    employer = Employer.objects.filter(slug=slug).first()
    if employer is None:
        raise Http404
    return _job_list(request, employer)


def _job_list(request: HttpRequest, employer: Employer | None) -> HttpResponse:
    filters, path = JobFilters.read(request.GET), request.path
    slug = employer.slug if employer else ""
    page = listing(filters, employer_slug=slug, cursor=request.GET.get("cursor", ""))
    context = _filter_context(filters, path, slug) | {
        "employer": employer,
        "about": _about(employer),
        "jobs": page.jobs,
        "result_phrase": page.phrase,
        "next_url": filters.url(path, cursor=page.next_cursor) if page.next_cursor else "",
        "canonical": settings.PUBLIC_URL + path,
    }
    response = render(request, "portal/jobs.html", context)
    if page.is_first:
        # The form's own address would carry its empty fields along.
        response["HX-Push-Url"] = filters.url(path)
    return response


def _filter_context(filters: JobFilters, path: str, employer_slug: str) -> dict[str, Any]:
    offered = choices(employer_slug)
    shown = filters.given() | {
        "active": filters.active,
        "chips": filters.chips(path, offered),
        "selects": filters.selects(offered, with_employers=not employer_slug),
    }
    return {"filters": shown, "path": path}


def _about(employer: Employer | None) -> str:
    return mark_safe(render_markdown(employer.about_md)) if employer and employer.about_md else ""  # noqa: S308


@require_safe
@public_page
def job(request: HttpRequest, job_id: uuid.UUID, slug: str = "") -> HttpResponse:
    """The job page at its one address; every other spelling is sent there. 410 once closed."""
    row = public_job(job_id)
    if slug != job_slug(row["title"]):
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(job_url(row) + (f"?{query}" if query else ""))
    canonical = settings.PUBLIC_URL + reverse("portal:job", args=[job_id, slug])
    context = {
        "employer": employer_of(row),
        "job": row,
        "description": mark_safe(row["description_html"]),  # noqa: S308 rendered and cleaned by jobs.markdown
        "summary": summary(row["description_md"]),
        "posting": job_posting(row) | {"url": canonical},
        "canonical": canonical,
        "apply_url": with_origin(reverse("portal:apply", args=[job_id]), request),
    }
    return render(request, "portal/job.html", context)
