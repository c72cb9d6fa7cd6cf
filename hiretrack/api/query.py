"""Query parameters, read strictly: every unknown, repeated or unusable one is named at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from hiretrack.api.pagination.pages import DEFAULT_LIMIT, MAX_LIMIT
from hiretrack.api.problems.errors import BadRequest, Item, parameter_item
from hiretrack.api.problems.translation import items_of

PAGING = frozenset({"limit", "cursor", "include"})
SHAPING = frozenset({"fields", "expand"})
INCLUDABLE = frozenset({"total_estimate"})


@dataclass(frozen=True, slots=True)
class Known:
    """What an operation takes: plain names, names that may repeat, a serializer or a filter set for typed ones."""

    names: frozenset[str] = frozenset()
    repeatable: frozenset[str] = frozenset()
    paginated: bool = False
    selectable: frozenset[str] = frozenset()
    expandable: frozenset[str] = frozenset()
    serializer_class: Any = None
    filterset_class: Any = None

    @property
    def all_names(self) -> frozenset[str]:
        names = self.names | self.repeatable | (PAGING if self.paginated else frozenset())
        names |= frozenset(["fields"] if self.selectable else []) | frozenset(["expand"] if self.expandable else [])
        return names | frozenset(_declared(self.serializer_class)) | frozenset(_filters(self.filterset_class))


@dataclass(slots=True)
class Query:
    """The parameters of one request. `values` are the serializer's, `filters` the filter set's cleaned data."""

    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    include: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    expand: frozenset[str] = frozenset()
    values: dict[str, Any] = field(default_factory=dict)
    filters: dict[str, Any] = field(default_factory=dict)


def read(given: QueryDict, known: Known) -> Query:
    """The typed parameters. Raises `BadRequest` that names everything wrong with them."""
    if not given and known.serializer_class is None and known.filterset_class is None:
        return Query()
    errors: list[Item] = _names(given, known)
    query = Query()
    _paging(given, known, query, errors)
    _shaping(given, known, query, errors)
    _typed(given, known, query, errors)
    if errors:
        unknown = any(item["code"] == "unknown_parameter" for item in errors)
        code = "unknown_parameter" if unknown else "invalid_parameter"
        raise BadRequest(code, "Some query parameters cannot be used.", errors)
    return query


def _names(given: QueryDict, known: Known) -> list[Item]:
    errors, names = [], known.all_names
    repeatable = known.repeatable | _lists(known.serializer_class) | _multiple(known.filterset_class)
    for name, values in given.lists():
        if name not in names:
            errors.append(parameter_item(name, "unknown_parameter", "There is no such parameter."))
        elif len(values) > 1 and name not in repeatable:
            errors.append(parameter_item(name, "repeated", "Give this parameter once."))
        if any("\x00" in value for value in values):
            errors.append(parameter_item(name, "invalid", "A value holds a NUL character."))
    return errors


def _paging(given: QueryDict, known: Known, query: Query, errors: list[Item]) -> None:
    if not known.paginated:
        return
    text = given.get("limit", str(DEFAULT_LIMIT))
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MAX_LIMIT:
        query.limit = int(text)
    else:
        errors.append(parameter_item("limit", "out_of_range", f"This must be a number from 1 to {MAX_LIMIT}."))
    query.cursor = given.get("cursor")
    query.include = _choices(given, "include", INCLUDABLE, errors)


def _shaping(given: QueryDict, known: Known, query: Query, errors: list[Item]) -> None:
    query.fields = _choices(given, "fields", known.selectable, errors)
    query.expand = _choices(given, "expand", known.expandable, errors)


def _choices(given: QueryDict, name: str, choices: frozenset[str], errors: list[Item]) -> frozenset[str]:
    if not choices or name not in given:
        return frozenset()
    parts = str(given[name]).split(",")
    asked = frozenset(parts)
    if len(asked) < len(parts):
        errors.append(parameter_item(name, "repeated", "Name each once."))
    if not asked <= choices:
        known = ", ".join(sorted(choices))
        errors.append(parameter_item(name, "invalid_choice", f"Choose from: {known}; separate several by commas."))
    return asked


def _typed(given: QueryDict, known: Known, query: Query, errors: list[Item]) -> None:
    if known.serializer_class is not None:
        try:
            query.values = _reader(known.serializer_class).run_validation(_plain(given, known.serializer_class))
        except ValidationError as error:
            errors += [_as_parameter(item) for item in items_of(error.detail)]
    if known.filterset_class is not None:
        form = known.filterset_class(data=given, queryset=_nothing(known.filterset_class)).form
        for name, failures in form.errors.as_data().items():
            errors += [parameter_item(name, f.code or "invalid", " ".join(f.messages)) for f in failures]
        query.filters = getattr(form, "cleaned_data", {})


@cache
def _reader(serializer_class: Any) -> Any:
    """One instance for all requests: making its fields anew costs more than the rest of a list's work.

    Validation keeps nothing on the instance, and there is no context here.
    """
    return serializer_class()


def _nothing(filterset_class: Any) -> Any:
    """A filter set wants a queryset even when only its form is read."""
    model = getattr(filterset_class._meta, "model", None)
    return model._base_manager.none() if model is not None else ()


def _as_parameter(item: Mapping[str, str]) -> Item:
    name = item["pointer"].strip("/").partition("/")[0]
    return parameter_item(name, item["code"], item["detail"])


def _plain(given: QueryDict, serializer_class: Any) -> dict[str, Any]:
    """The serializer's parameters as a plain dict: from a form REST framework would read absent flags as false."""
    lists = _lists(serializer_class)
    names = [name for name in _declared(serializer_class) if name in given]
    return {name: given.getlist(name) if name in lists else given[name] for name in names}


def _declared(serializer_class: Any) -> Iterable[str]:
    return () if serializer_class is None else serializer_class._declared_fields


def _filters(filterset_class: Any) -> Iterable[str]:
    return () if filterset_class is None else filterset_class.base_filters


def _lists(serializer_class: Any) -> frozenset[str]:
    from rest_framework.serializers import ListField, MultipleChoiceField

    fields = {} if serializer_class is None else serializer_class._declared_fields
    return frozenset(name for name, made in fields.items() if isinstance(made, ListField | MultipleChoiceField))


def _multiple(filterset_class: Any) -> frozenset[str]:
    from django_filters import MultipleChoiceFilter

    filters = {} if filterset_class is None else filterset_class.base_filters
    return frozenset(name for name, made in filters.items() if isinstance(made, MultipleChoiceFilter))
