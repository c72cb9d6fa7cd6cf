"""Where mail providers tell what became of mails. No operation of the API: its callers, signatures and answers are
theirs, and without a secret there is nothing here."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hiretrack.notifications.hooks import resend

log = structlog.get_logger(__name__)
MOST_BYTES = 256 * 1024


# A provider's POST carries no cookies; its signature is what allows it.
@csrf_exempt
@require_POST
def resend_events(request: HttpRequest) -> HttpResponse:
    """204 for whatever was signed, news or not: anything else is sent again, for days."""
    if not settings.RESEND_WEBHOOK_SECRET:
        return _no(404, "No webhook secret is set.")
    try:
        event_id, event = resend.verify(_body(request), request.headers)
    except RequestDataTooBig:
        return _no(413, "Too large.")
    except resend.Unsigned:
        log.warning("mail_feedback_unsigned", channel=resend.NAME)
        return _no(401, "The signature does not fit, or is too old.")
    resend.take(event_id, event)
    return HttpResponse(status=204)


def _body(request: HttpRequest) -> bytes:
    length = request.headers.get("Content-Length") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES:
        raise RequestDataTooBig
    return request.body


def _no(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"status": status, "detail": detail}, status=status, content_type="application/problem+json")
