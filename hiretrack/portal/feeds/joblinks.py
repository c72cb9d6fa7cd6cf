"""Addresses in documents that are read elsewhere."""

from __future__ import annotations

import re
import uuid
from functools import cache
from html import escape, unescape
from urllib.parse import urljoin

from django.urls import reverse

from hiretrack.portal.templatetags.portal import job_slug

_SOME = uuid.UUID(int=0)
_RELATIVE = re.compile(r' href="(?![a-z][a-z0-9+.-]*:)([^"]*)"', re.IGNORECASE)


def job_path(job_id: uuid.UUID, title: str) -> str:
    """As `job_url` has it, in a tenth of the time: a sitemap names 50,000."""
    return _pattern().replace(str(_SOME), str(job_id)) + job_slug(title)


def with_whole_links(html: str, base: str) -> str:
    """Links of a rendered text that were written for the page at `base` lead there from everywhere."""
    return _RELATIVE.sub(lambda found: f' href="{escape(urljoin(base, unescape(found[1])))}"', html)


@cache
def _pattern() -> str:
    return reverse("portal:job", args=[_SOME, "x"]).removesuffix("x")
