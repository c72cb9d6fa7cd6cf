"""Where a candidate is signed in, and the way out of each place."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers import services
from employers.queries import browser_sign_ins, token_sign_ins
from employers.sessions import own_sign_in
from hiretrack.errors import NotFound
from hiretrack.portal.accounts.pages import own_page, owner


def signed_in(request: HttpRequest) -> dict[str, Any]:
    user, here = owner(request), own_sign_in(request)
    return {
        "browsers": sorted(browser_sign_ins(user), key=lambda row: row.sign_in != here),
        "here": here,
        "sign_ins": token_sign_ins(user),
        "lasts_hours": settings.SESSION_COOKIE_AGE // 3600,
    }


@require_POST
@own_page
def sign_out_browser(request: HttpRequest, sign_in: uuid.UUID) -> HttpResponse:
    # Whatever has ended meanwhile is as the button promised.
    with suppress(NotFound):
        services.sign_out_browser(user=owner(request), sign_in=sign_in)
    messages.success(request, _("That browser is signed out."))
    return redirect("portal:settings")


@require_POST
@own_page
def sign_out_program(request: HttpRequest, family: uuid.UUID) -> HttpResponse:
    with suppress(NotFound):
        services.sign_out_program(user=owner(request), family=family)
    messages.success(request, _("That program is signed out."))
    return redirect("portal:settings")
