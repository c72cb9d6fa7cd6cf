"""Rate limits and the captcha of the apply form.

Without JavaScript nobody can solve a proof of work. Such a form is taken after a decoy field and a minimum time, and
only few of them from one address.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from hiretrack.api.throttling import address_client, enforce, hit
from hiretrack.portal import traps
from hiretrack.portal.forms import ApplyForm


def count(request: HttpRequest) -> None:
    """One more sent form from this address. Raises 429, or 503 when limits cannot be checked."""
    solved = bool(request.POST.get("captcha"))
    enforce(hit("expensive" if solved else "plain_form", address_client(request)), guarded=True)
