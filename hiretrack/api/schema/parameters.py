"""Query parameters in the document: pages, sparse answers, filter sets, serializers, plain names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from drf_spectacular.plumbing import force_instance

from hiretrack.api.contract import Contract
from hiretrack.api.pagination.cursors import MAX_LENGTH
from hiretrack.api.pagination.pages import DEFAULT_LIMIT, MAX_LIMIT
from hiretrack.api.query import INCLUDABLE, Known
from hiretrack.api.reading import known_parameters

Schema = dict[str, Any]


def query_parameters(auto_schema: Any, contract: Contract) -> list[Schema]:
    known = known_parameters(auto_schema.view, contract)
    made = [*_paging(known), *_shaping(known), *_declared(auto_schema, known), *_filters(known)]
    there = {parameter["name"] for parameter in made} | contract.query_names
    plain = sorted((known.names | known.repeatable) - there)
    return made + [_query(name, {"type": "string"}) for name in plain]


def _query(name: str, schema: Schema, description: str = "", **more: Any) -> Schema:
    described = {"description": description} if description else {}
    return {"name": name, "in": "query", "schema": schema, **described, **more}


def _paging(known: Known) -> list[Schema]:
    if not known.paginated:
        return []
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    cursor = {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH, "pattern": "^[A-Za-z0-9_-]+$"}
    return [
        _query("limit", limit, "Rows per page."),
        _query("cursor", cursor, "`next_cursor` of the page before, as it came."),
        _listed("include", INCLUDABLE, "Extras of the page."),
    ]


def _shaping(known: Known) -> list[Schema]:
    made = []
    if known.selectable:
        made.append(_listed("fields", known.selectable, "Only these members, and the id."))
    if known.expandable:
        made.append(_listed("expand", known.expandable, "Related objects to show in full."))
    return made


def _listed(name: str, choices: Iterable[str], description: str) -> Schema:
    items = {"type": "string", "enum": sorted(choices)}
    schema = {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}
    return _query(name, schema, f"{description} Separate several by commas.", style="form", explode=False)


def _declared(auto_schema: Any, known: Known) -> list[Schema]:
    if known.serializer_class is None:
        return []
    mapped = auto_schema._map_serializer(force_instance(known.serializer_class), "request")
    required = set(mapped.get("required", ()))
    made = []
    for name, schema in mapped["properties"].items():
        description = schema.pop("description", "")
        made.append(_query(name, schema, description, **({"required": True} if name in required else {})))
    return made


def _filters(known: Known) -> list[Schema]:
    if known.filterset_class is None:
        return []
    return [_filter(name, made) for name, made in known.filterset_class.base_filters.items()]


def _filter(name: str, made: Any) -> Schema:
    schema = form_schema(made.field)
    description = str(made.extra.get("help_text") or made.extra.get("label") or "")
    explode = {"style": "form", "explode": True} if schema["type"] == "array" else {}
    return _query(name, schema, description, **explode, **({"required": True} if made.field.required else {}))


def form_schema(field: forms.Field) -> Schema:
    """What a form field of a filter set accepts."""
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        items: Schema = {"type": "string"}
        if isinstance(field, forms.MultipleChoiceField):
            items["enum"] = _choices(field)
        return {"type": "array", "items": items, "minItems": 1}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices = _choices(field)
        return {"type": "string", **({"enum": choices} if choices else {})}
    return _simple(field)


def _choices(field: Any) -> list[str]:
    return [str(value) for value, _ in field.choices if value not in {"", None}]


def _simple(field: forms.Field) -> Schema:
    for kinds, schema in SIMPLE:
        if isinstance(field, kinds):
            limits = {"minimum": getattr(field, "min_value", None), "maximum": getattr(field, "max_value", None)}
            numeric = schema["type"] in {"integer", "number"}
            return schema | {name: float(v) for name, v in limits.items() if numeric and v is not None}
    longest = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": longest} if longest else {})}


SIMPLE: tuple[tuple[Any, Schema], ...] = (
    ((forms.NullBooleanField, forms.BooleanField), {"type": "boolean"}),
    ((forms.DecimalField, forms.FloatField), {"type": "number"}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.DateTimeField, {"type": "string", "format": "date-time"}),
    (forms.DateField, {"type": "string", "format": "date"}),
    (forms.UUIDField, {"type": "string", "format": "uuid"}),
    (forms.ModelChoiceField, {"type": "string", "format": "uuid"}),
)
