from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

from hiretrack.api.etags import digest, etag_of_bytes
from hiretrack.api.throttling import breaker
from hiretrack.csp import settle
from hiretrack.portal.keeping import versions
from hiretrack.portal.keeping.versions import AWAY, Versions

log = structlog.get_logger(__name__)
View = Callable[..., HttpResponse]
Variant = Callable[[HttpRequest], str]
Finish = Callable[[HttpRequest, HttpResponse], None]
_OWN = b"csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    content_type: str
    policy: Any
    """What it adds to the Content-Security-Policy."""
    versions: Versions
    """It holds as long as these are the current ones."""

    def response(self) -> HttpResponse:
        made = HttpResponse(self.body, content_type=self.content_type)
        if self.policy:
            made._csp_update = self.policy  # type: ignore[attr-defined]
        return made


def belongs_to(response: HttpResponse, employer_id: uuid.UUID) -> None:
    """The page shows this employer's rows and no others: changes at others leave it as it is."""
    response._kept_for = employer_id  # type: ignore[attr-defined]


def kept(*, variant: Variant, finish: Finish | None = None) -> Callable[[View], View]:
    """Keep a view's pages, one for each `variant` of the request at its path and language, and answer 304 for one that
    the client has. `finish` adds what differs between visitors of one page.

    Nothing is kept of, or shown from there to, somebody with a session, nor of a page with a form of one visitor's own.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            def made() -> HttpResponse:
                response = view(request, *args, **kwargs)
                settle(request, response)
                return response

            if _is_personal(request):
                response, known = made(), None
            else:
                response, known = _answer(_key(request, variant), made)
            if response.status_code != 200:
                return response
            if finish is not None:
                finish(request, response)
            return _revalidated(request, response, known)

        return answered

    return decorate


def _revalidated(request: HttpRequest, response: HttpResponse, known: Versions | None) -> HttpResponse:
    """With ETag and, where `known` tells it, Last-Modified; 304 without a body when the client has the same. Kept by
    browsers and proxies too, but asked for again each time: what is published or closed shows at once."""
    patch_vary_headers(response, ["Cookie"])
    is_own = _is_personal(request) or bool(response.cookies) or _OWN in response.content
    response["Cache-Control"] = "private, no-cache" if is_own else "public, no-cache"
    moment = versions.changed_at(known) if known and not is_own else None
    if moment is not None:
        response["Last-Modified"] = http_date(moment.timestamp())
    response["ETag"] = etag_of_bytes(response.content)
    modified = int(moment.timestamp()) if moment else None
    answer: Any = get_conditional_response(request, response["ETag"], modified, response)
    # The page that the client has goes on under the policy of the answer that says so.
    answer._csp_update = getattr(response, "_csp_update", None)
    return answer


def unchanged(
    request: HttpRequest, made: Callable[[], Any], *, variant: str = "", employer_id: uuid.UUID | None = None
) -> Any:
    """`made()`, a document too long to be kept, with ETag and Last-Modified; 304 while nothing that it could show has
    changed: no public page, or with `employer_id` none of that employer's."""
    key = versions.of_employer(employer_id) if employer_id else versions.ALL
    known = _versions([key])
    if None in known.values():
        return made()
    moment = versions.changed_at(known)
    modified = int(moment.timestamp()) if moment else None
    etag = quote_etag(digest(*_release(), request.path, variant, *known.values()))
    answer: Any = get_conditional_response(request, etag, modified, HttpResponse())
    response = answer if answer.status_code in {304, 412} else made()
    response["ETag"], response["Cache-Control"] = etag, "public, no-cache"
    if moment is not None:
        response["Last-Modified"] = http_date(moment.timestamp())
    return response


def _versions(keys: list[str]) -> Versions:
    try:
        return versions.current(keys)
    except AWAY:
        return dict.fromkeys(keys)


def _is_personal(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def _key(request: HttpRequest, variant: Variant) -> str:
    parts = (*_release(), get_language(), request.path, variant(request))
    return f"portal.page:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _release() -> tuple[str, str]:
    """The names of static files change with it; a page with the old ones would come without its styles."""
    return settings.VERSION, getattr(staticfiles_storage, "manifest_hash", "")


def _answer(key: str, render: Callable[[], HttpResponse]) -> tuple[HttpResponse, Versions | None]:
    """The kept page, or a new one. Redis may be away: the limiter has noticed then, and nobody waits for it again."""
    if settings.KEPT_PAGES_S == 0 or breaker.is_open():
        return render(), None
    try:
        page: Page | None = cache.get(key)
        if page is not None and versions.current(page.versions) == page.versions:
            return page.response(), page.versions
        before = versions.current([versions.ALL])
    except AWAY as error:
        log.warning("cache_away", error=type(error).__name__)
        return render(), None
    response = render()
    return response, _keep(key, response, before)


def _keep(key: str, response: HttpResponse, before: Versions) -> Versions | None:
    """Keep the page unless anything has changed while it was made: it may show what was before."""
    if response.status_code != 200 or response.cookies or _OWN in response.content:
        return None
    owner = getattr(response, "_kept_for", None)
    needed = versions.of_employer(owner) if owner else versions.ALL
    try:
        after = versions.current({versions.ALL, needed})
        if after[versions.ALL] != before[versions.ALL]:
            return None
        known = {needed: after[needed]}
        policy = getattr(response, "_csp_update", None)
        cache.set(key, Page(response.content, response["Content-Type"], policy, known), settings.KEPT_PAGES_S)
    except AWAY as error:
        log.warning("page_not_kept", error=type(error).__name__)
        return None
    return known
