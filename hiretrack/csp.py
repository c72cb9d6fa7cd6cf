"""Content-Security-Policy by path: strict everywhere, with what Unfold needs under the back office's path only."""

from __future__ import annotations

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PathwiseCSPMiddleware(CSPMiddleware):
    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 - as in django-csp
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(f"/{settings.ADMIN_PATH}"):
            added: dict[str, Any] = settings.CONTENT_SECURITY_POLICY_BACK_OFFICE
            parts.update = {**(parts.update or {}), **added}
        return parts
