"""What pages tell programs about themselves: schema.org data, and how a shared link looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from employers.logos import logo_of
from employers.models import Employer
from hiretrack.portal.templatetags.portal import job_url
from jobs.jobposting import job_posting

CONTEXT = "https://schema.org/"
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a shared link shows. Sizes are known for our own only."""

    url: str
    alt: str
    width: int = 0
    height: int = 0


def logo(employer: Employer) -> str:
    """The address of the logo, when a public page may load it: from ourselves, or from elsewhere over HTTPS only."""
    if own := logo_of(employer):
        return own.path
    return employer.logo_url if logo_source(employer) else ""


def logo_source(employer: Employer) -> str:
    """The logo's origin as a source for the Content-Security-Policy; empty without one that lies elsewhere."""
    if logo_of(employer):
        return ""
    address = urlsplit(employer.logo_url)
    host = address.netloc.rpartition("@")[2]
    # Anything else could begin another directive or policy.
    is_plain = re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]+)?", host) is not None
    return f"https://{host}" if address.scheme == "https" and is_plain else ""


def picture(employer: Employer | None) -> Picture:
    """The employer's logo, or our own picture: networks show no SVG."""
    if employer is not None and (own := logo_of(employer)):
        return Picture(absolute(own.path), employer.name, own.width, own.height)
    if employer is not None and (found := logo(employer)) and not urlsplit(found).path.lower().endswith(".svg"):
        return Picture(found, employer.name)
    return Picture(urljoin(f"{settings.PUBLIC_URL}/", static("img/share.png")), "HireTrack", 1200, 630)


def job_data(job: Mapping[str, Any], employer: Employer) -> list[Document]:
    return [job_posting(job) | {"url": absolute(job_url(job))}, _crumbs(employer, job)]


def careers_data(employer: Employer) -> list[Document]:
    """Who the employer is, and where its page stands."""
    page = _careers(employer)
    known = {"sameAs": employer.website, "logo": employer.logo_url, "url": page}
    organisation = {"@context": CONTEXT, "@type": "Organization", "@id": f"{page}#organization", "name": employer.name}
    return [organisation | {name: value for name, value in known.items() if value}, _crumbs(employer)]


def site_data() -> list[Document]:
    """The whole site, and how to search it."""
    start = absolute(reverse("portal:jobs"))
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{start}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return [{"@context": CONTEXT, "@type": "WebSite", "name": "HireTrack", "url": start, "potentialAction": search}]


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def _careers(employer: Employer) -> str:
    return absolute(reverse("portal:employer", args=[employer.slug]))


def _crumbs(employer: Employer, job: Mapping[str, Any] | None = None) -> Document:
    way = [(_("Jobs"), absolute(reverse("portal:jobs"))), (employer.name, _careers(employer))]
    if job is not None:
        way.append((job["title"], absolute(job_url(job))))
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(way, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}
