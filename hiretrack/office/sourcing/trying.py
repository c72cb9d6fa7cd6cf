"""A board looked at before it is saved: its kind, and the first postings that would be found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from hiretrack.errors import DomainError, Unavailable
from hiretrack.office.pages import OfficeView
from hiretrack.office.sourcing import config
from hiretrack.office.sourcing.forms import BoardForm, keywords_of
from hiretrack.office.sourcing.recognising import suggested
from hiretrack.office.sourcing.rooms import OfEmployer
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.filters import Keywords, normalised
from jobs.sourcing.preview import Preview, preview
from jobs.sourcing.rows import COLUMNS, row_of


class Recognise(OfficeView):
    """GET `?url=`: what kind of board the address tells of, and a name for it."""

    permission = "sourcing.add_jobboard"

    def get(self, request: HttpRequest) -> HttpResponse:
        kind, name = suggested(request.GET.get("url", "")[:500])
        return JsonResponse({"kind": kind, "label": BoardKind(kind).label if kind else "", "name": name})


class Try(OfEmployer):
    """POST the form: the first postings as a piece of the page, or in words why there are none. Nothing is kept.

    Without a `kind` the page is read to tell it. No row is read or written here, so no scope is opened.
    """

    http_method_names = ["post"]  # noqa: RUF012 - as in Django
    write_permission = "sourcing.add_jobboard"
    opens_own_scope = True

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BoardForm(request.POST)
        form.is_valid()
        try:
            found = _looked(form)
        except DomainError as refused:
            told = list(dict.fromkeys(one.detail for one in refused.errors)) or [refused.detail]
            return _answer(request, "", {"faults": told, "failed": True})
        return _answer(request, found.kind, _told(found, form.cleaned_data.get("keyword_filters", "")))


def _looked(form: BoardForm) -> Preview:
    """The values as they were typed: what is wrong with them, the adapter says."""
    kind = form["kind"].value() or ""
    try:
        return preview(form["url"].value() or "", kind or None, config.given(kind, form.cleaned_data, {}))
    except RedisError as error:
        raise Unavailable(_("Previews are not possible right now. Try again in a minute.")) from error


def _told(found: Preview, keywords: str) -> dict[str, Any]:
    """As a scan would store them."""
    rows = [row for row in map(row_of, found.postings) if row is not None]
    wanted = Keywords.of(normalised(keywords_of(keywords)))
    kept = [dict(zip(COLUMNS, row.values, strict=True)) for row in rows if wanted.pass_(row.searched())]
    return {
        "kind": found.kind.label,
        "postings": kept,
        "total": len(rows),
        "filtered": len(rows) - len(kept),
        "skipped": found.skipped + len(found.postings) - len(rows),
        "more": not found.complete,
        "faults": found.faults,
    }


def _answer(request: HttpRequest, kind: str, shown: dict[str, Any]) -> JsonResponse:
    html = render_to_string("office/sourcing/tried.html", shown, request)
    return JsonResponse({"message": "", "kind": kind, "html": html})
