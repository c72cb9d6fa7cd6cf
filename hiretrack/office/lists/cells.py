"""What the cells of a list's table show, the same for every row that says the same."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import lookup_field
from django.db import models
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from unfold.admin import checkbox
from unfold.utils import (
    display_for_dropdown,
    display_for_field,
    display_for_header,
    display_for_label,
    display_for_value,
)

ANY_ROW = "any-row"
PLAIN = 2
"""A heading of so many texts has neither letters nor a picture."""


class Cells:
    def __init__(self, cl: Any) -> None:
        self.admin = cl.model_admin
        self.empty = cl.model_admin.get_empty_value_display()
        self.badges: dict[Any, SafeString] = {}
        self.short = {field.name for field in cl.lookup_opts.get_fields() if _is_short(field)}
        self.box = format_html(
            '<td class="action-checkbox o-cell-check" data-label="{}">{}</td>',
            _("Select record"), mark_safe(checkbox.render(ACTION_CHECKBOX_NAME, ANY_ROW)),  # noqa: S308 - made by Django
        )  # fmt: skip

    def is_short(self, name: str) -> bool:
        """Whether the column holds what must not be broken, such as a date."""
        return name in self.short

    def checkbox(self, row: Model) -> SafeString:
        return mark_safe(self.box.replace(ANY_ROW, format_html("{}", str(row.pk))))  # noqa: S308 - escaped here

    def shown(self, row: Model, name: str) -> Any:
        field, made, value = lookup_field(name, row, self.admin)
        if field is None or field.auto_created:
            return self._made(row, name, value, made)
        if isinstance(field.remote_field, models.ManyToOneRel):
            found = getattr(row, field.name)
            return self.empty if found is None else found
        return display_for_field(value, field, self.empty)

    def _made(self, row: Model, name: str, value: Any, made: Any) -> Any:
        """By the method (of the admin's page, or of the model) and what its decorator says."""
        empty = getattr(made, "empty_value_display", self.empty)
        if colours := getattr(made, "label", False):
            return self._badge(value, empty, colours)
        if getattr(made, "dropdown", False):
            return display_for_dropdown(row, name, value, empty)
        if getattr(made, "header", False):
            return _heading(value) if len(value) == PLAIN else display_for_header(value, empty)
        return display_for_value(value, empty, getattr(made, "boolean", False))

    def _badge(self, value: Any, empty: str, colours: Any) -> SafeString:
        key = (str(value), id(colours))
        if key not in self.badges:
            self.badges[key] = display_for_label(value, empty, colours)
        return self.badges[key]


def _heading(texts: Any) -> SafeString:
    name, about = texts
    below = format_html('<p class="text-base-500">{}</p>', about) if about else ""
    above = format_html('<strong class="block font-normal">{}</strong>', name) if name else ""
    texts = format_html('<span class="flex flex-col text-right lg:text-left">{}{}</span>', above, below)
    return format_html('<span class="flex gap-4 items-center">{}</span>', texts)


def _is_short(field: Any) -> bool:
    return isinstance(field, (models.DateField, models.TimeField, models.ForeignKey))
