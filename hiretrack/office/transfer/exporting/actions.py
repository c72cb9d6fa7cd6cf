"""“Export” among the actions of a list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from hiretrack.office.transfer.exporting.kinds import KINDS


@admin.action(description=_("Export"), permissions=["change"])
def export_selected(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
    """To the choice of columns, with the selected rows or, where all are meant, with the list's own filter."""
    kind = next(kind for kind in KINDS.values() if kind.model is modeladmin.model)
    address = resolve_url(f"office:export_{kind.slug}")
    if request.POST.get("select_across") == "1":
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}")
    ids = ",".join(str(pk) for pk in queryset.order_by().values_list("pk", flat=True)[:200])
    return HttpResponseRedirect(f"{address}?{urlencode({'ids': ids})}")
