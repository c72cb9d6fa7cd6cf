"""Where webhooks may go."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from hiretrack import outbound
from hiretrack.errors import FieldError, Invalid

POINTER = "/target_url"


def is_operators(url: str) -> bool:
    """Whether the people who run this server have allowed the host, though it is private or without TLS."""
    return urlsplit(url).hostname in settings.WEBHOOK_PRIVATE_HOSTS


def check_target(url: str) -> None:
    """Raise `Invalid` unless `url` is an https address of a public host, without credentials."""
    try:
        outbound.check(url, operator_configured=_named_by_operator(url))
    except outbound.OutboundRefused as error:
        raise _invalid("address_refused", f"{error} Give the https address of a host on the internet.") from error
    if urlsplit(url).scheme != "https" and not is_operators(url):
        raise _invalid("https_required", "Give an address that begins with https://.")


def _named_by_operator(url: str) -> bool:
    try:
        return is_operators(url)
    except ValueError:
        return False


def _invalid(code: str, detail: str) -> Invalid:
    return Invalid("Webhooks cannot be sent there.", errors=[FieldError(POINTER, code, detail)])
