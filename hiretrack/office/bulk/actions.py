"""The list's actions. Each opens the first page for what was selected, or for all that match."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hiretrack.errors import Invalid
from hiretrack.office.bulk.kinds import KINDS
from hiretrack.office.bulk.selection import Selection
from hiretrack.office.bulk.views import choosing


def _action(slug: str, words: Any) -> Callable[..., Any]:
    def begin(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        try:
            selection = Selection.of(queryset)
        except Invalid as error:
            modeladmin.message_user(request, error.detail, messages.ERROR)
            return None
        return choosing(request, KINDS[slug], selection)

    begin.__name__ = f"bulk_{slug}"
    return admin.action(begin, description=words, permissions=["change"])


BULK_ACTIONS = (
    _action("move", _("Move…")),
    _action("reject", _("Reject…")),
    _action("tag", _("Tag…")),
    _action("mail", _("Write…")),
    _action("shortlist", _("Add to shortlist…")),
)
