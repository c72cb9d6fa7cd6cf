"""Openings on other sites, put into the tracker from there: a bookmark that opens the form filled in."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from applicants.choices import AppliedVia
from hiretrack.portal.accounts.pages import own_page, show

LONGEST = {"title": 200, "company": 200, "location": 200}
LONGEST_URL, LONGEST_NOTES = 500, 5_000
BOOKMARK = """\
(()=>{const d=document,m=n=>d.querySelector(`meta[property="og:${n}"]`)?.content||"",t=v=>typeof v=="string"?v:"";\
let j={};for(const s of d.querySelectorAll('script[type="application/ld+json"]'))try{const x=JSON.parse(s.textContent);\
j=[x,x["@graph"]].flat().find(o=>[o?.["@type"]].flat().includes("JobPosting"))||j}catch(e){}\
open(ADD+"?"+new URLSearchParams({applied_via:"extension",title:(t(j.title)||m("title")||d.title).slice(0,200),\
company:(t(j.hiringOrganization?.name)||m("site_name")).slice(0,200),\
location:t([j.jobLocation].flat()[0]?.address?.addressLocality).slice(0,200),\
url:location.href,notes:(getSelection()+"").slice(0,500)}))})()"""
"""What a page says about itself, as search engines read it (schema.org's JobPosting, Open Graph), or its title; sent to
nobody before the candidate has looked it over."""
URL_CODE_POINTS = "!$&'()*+,-./:;=?@_~"
"""What stands for itself in a URL (WHATWG URL, "URL code points"); everything else is percent-encoded."""


def bookmarklet(add: str) -> str:
    """The address of the bookmark that opens the page at `add`."""
    return "javascript:" + quote(BOOKMARK.replace("ADD", f"'{add}'", 1), safe=URL_CODE_POINTS)


@require_safe
@own_page
def elsewhere(request: HttpRequest) -> HttpResponse:
    """How to get the bookmark, and what to do on a phone."""
    add = request.build_absolute_uri(reverse("portal:tracked-add"))
    return show(request, "tracker_elsewhere", "tracker", {"bookmarklet": bookmarklet(add), "add": add})


def prefilled(given: QueryDict) -> dict[str, Any]:
    """What another site's page says of an opening, cut to what the form takes; anybody may have written the address."""
    first: dict[str, Any] = {name: _line(given.get(name, ""))[:most] for name, most in LONGEST.items()}
    first["url"] = _web_address(_line(given.get("url", "")))
    first["notes"] = given.get("notes", "").replace("\x00", "").strip()[:LONGEST_NOTES]
    via = given.get("applied_via", "")
    first["applied_via"] = via if via in AppliedVia.values else ""
    return {name: value for name, value in first.items() if value}


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _web_address(text: str) -> str:
    """Without what comes after the path if it is too long for the tracker; empty for anything but http and https."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    # Some sites have their pages after the #; anywhere else it only marks a place on the page.
    fragment = parts.fragment if "/" in parts.fragment else ""
    whole, bare = (parts._replace(fragment=fragment).geturl(), parts._replace(query="", fragment=fragment).geturl())
    return next((one for one in (whole, bare) if len(one) <= LONGEST_URL), "")
