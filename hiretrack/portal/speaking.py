"""A form that is read in another language while it is filled in: it comes back with all that was typed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from employers.language import keep_language
from employers.models import User

ASKED = "language"
"""What the language's button is called, on its own and within a form."""


def speak(request: HttpRequest) -> str:
    """Go on in the language whose button was pressed, and say which it is; nothing when it was another button."""
    code = request.POST.get(ASKED, "")
    if code not in dict(settings.LANGUAGES):
        return ""
    translation.activate(code)
    return code


def keep(request: HttpRequest, response: HttpResponse, code: str) -> HttpResponse:
    """As the footer's switch does: for this browser, and for whoever is signed in."""
    if isinstance(request.user, User):
        keep_language(user=request.user, language=code)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
