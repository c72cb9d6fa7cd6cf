"""The rows of a list's table. Unfold makes the headers again for each row, and a template's text for each cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from unfold.templatetags import unfold_list
from unfold.templatetags.unfold_list import UnfoldResultList

from hiretrack.office.lists.cells import Cells

NO_LINK = format_html("{}", "")


def results(cl: Any, headers: list[dict[str, Any]]) -> list[Any]:
    """What `unfold_list.results` gives a list's template; lists that are forms are left to it."""
    if getattr(cl, "formset", None) or getattr(cl.model_admin, "ordering_field", None):
        return list(unfold_list.results(cl))
    rows = Rows(cl, headers)
    return [UnfoldResultList(row, None, [rows.row(row)]) for row in cl.result_list]


class Rows:
    def __init__(self, cl: Any, headers: list[dict[str, Any]]) -> None:
        self.cl = cl
        self.cells = Cells(cl)
        self.labels = [capfirst(str(header["text"])) for header in headers]
        self.linked = _linked(cl)

    def row(self, row: Model) -> SafeString:
        return mark_safe("\n".join(self._cells(row)))  # noqa: S308 - each cell escapes what it shows

    def _cells(self, row: Model) -> Iterator[SafeString]:
        for name, label in zip(self.cl.list_display, self.labels, strict=True):
            if name == "action_checkbox":
                yield self.cells.checkbox(row)
            elif name in self.linked:
                yield self._cell("th" if name == self.linked[0] else "td", name, label, self._link(row, name))
            else:
                yield self._cell("td", name, label, self._shown(row, name))

    def _cell(self, tag: str, name: str, label: str, shown: Any) -> SafeString:
        return format_html(
            '<{} class="field-{} o-cell{}" data-label="{}">{}</{}>',
            tag, name, " nowrap" if self.cells.is_short(name) else "", label, shown, tag,
        )  # fmt: skip

    def _shown(self, row: Model, name: str) -> Any:
        try:
            return self.cells.shown(row, name)
        except ObjectDoesNotExist:
            return self.cl.model_admin.get_empty_value_display()

    def _link(self, row: Model, name: str) -> Any:
        shown = self._shown(row, name)
        try:
            address = self.cl.url_for_result(row)
        except NoReverseMatch:
            return shown
        kept = {"preserved_filters": self.cl.preserved_filters, "opts": self.cl.opts}
        popup = self._popup(row) if self.cl.is_popup else NO_LINK
        return format_html(
            '<a href="{}" class="o-cell-link"{}>{}</a>', add_preserved_filters(kept, address), popup, shown
        )

    def _popup(self, row: Model) -> SafeString:
        value = row.serializable_value(str(self.cl.to_field or self.cl.lookup_opts.pk.attname))
        return format_html(' data-popup-opener="{}"', value)


def _linked(cl: Any) -> list[str]:
    """The columns that lead to the row's page; the first of them is its head."""
    if cl.list_display_links is None:
        return []
    named = [str(name) for name in cl.list_display if name in cl.list_display_links]
    return named or [name for name in cl.list_display if name != "action_checkbox"][:1]
