"""Which board an address means, and whether it may be read at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from hiretrack import outbound
from hiretrack.errors import FieldError, Invalid
from jobs.sourcing.client import BoardUnreadable, PageFailed, is_operators

BOARD_NAME = re.compile(r"[\w.~%+-]{1,200}")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def refused(errors: Iterable[FieldError]) -> None:
    """Raise `Invalid` with all of them, if there are any."""
    if found := list(errors):
        raise Invalid(_("The board cannot be read."), errors=found)


def faults_of_address(url: str, pointer: str = "/url") -> Iterator[FieldError]:
    """What can be seen of the address itself; where its name leads is looked at by each request."""
    try:
        outbound.check(url, operator_configured=is_operators(url), names=False)
    except outbound.OutboundRefused as error:
        yield FieldError(pointer, "address_refused", str(error))


def faults_of_options(config: Mapping[str, Any], known: Iterable[str]) -> Iterator[FieldError]:
    names = ", ".join(sorted(known)) or _("none")
    for name in config:
        if name not in known:
            detail = _("There is no such option here. Known are: %(names)s.") % {"names": names}
            yield FieldError(f"/scraper_config/{name}", "unknown_option", detail)


@contextmanager
def whole_board() -> Iterator[None]:
    """Around the first page: when it fails there is nothing to go on with."""
    try:
        yield
    except PageFailed as error:
        raise BoardUnreadable(str(error)) from error


def without_scheme(url: str) -> str:
    return _SCHEME.sub("", url.strip(), count=1)


def same_host(one: str, other: str) -> bool:
    try:
        return urlsplit(one).hostname == urlsplit(other).hostname
    except ValueError:
        return False
