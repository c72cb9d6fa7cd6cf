"""The language that somebody was last seen with: mails to them are written in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from employers.models import User
from hiretrack.context import reader_language


def keep_language(*, user: User, language: str) -> None:
    """Nothing changes for who doesn't say which it is."""
    if language and user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)


def note_language(*, user: Any, **_sent: Any) -> None:
    """To the signal of whoever has just signed in."""
    keep_language(user=user, language=reader_language())


@csrf_exempt
def switch(request: HttpRequest) -> HttpResponseBase:
    """Django's own answer to a choice of language, which is kept beyond the browser for whoever is signed in.

    Back to where the browser says it comes from: it knows the search that has been typed since the page came. `page` is
    for those whose address browsers tell nobody. There is no token, because public pages are the same for everybody;
    what another site could change is the browser's language alone, for it sends no session along.
    """
    answer = set_language(request)
    chosen = answer.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen is not None and isinstance(request.user, User):
        keep_language(user=request.user, language=chosen.value)
    page = request.POST.get("page", "")
    if not request.headers.get("Referer") and url_has_allowed_host_and_scheme(page, {request.get_host()}):
        answer["Location"] = page
    return answer
