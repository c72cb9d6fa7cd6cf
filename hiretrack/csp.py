"""Content-Security-Policy by path: strict everywhere, with what Unfold needs under the back office's path only.

A style that stands in a page itself is allowed by its hash (`allow_style`).
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

STYLES = "_styles_in_page"


def allow_style(request: HttpRequest, style: str) -> None:
    """Let the page that answers the request hold `<style>` with exactly this text."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    request.__dict__.setdefault(STYLES, []).append(f"'sha256-{digest}'")


def settle(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let what the page holds go with the response, whoever keeps or sends it."""
    if styles := request.__dict__.pop(STYLES, None):
        known: dict[str, Any] = getattr(response, "_csp_update", None) or {}
        response._csp_update = {**known, "style-src": styles}  # type: ignore[attr-defined]


class PathwiseCSPMiddleware(CSPMiddleware):
    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 - as in django-csp
    ) -> PolicyParts:
        settle(request, response)
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(f"/{settings.ADMIN_PATH}"):
            added: dict[str, Any] = settings.CONTENT_SECURITY_POLICY_BACK_OFFICE
            parts.update = {**(parts.update or {}), **added}
        return parts
