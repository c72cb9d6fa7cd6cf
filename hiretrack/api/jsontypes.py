"""JSON types taken at their word: REST framework's fields would read "1" as a number and 1 as a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

NAMES: tuple[tuple[type[serializers.Field], tuple[type, ...], str], ...] = (
    (serializers.BooleanField, (bool,), "true or false"),
    (serializers.IntegerField, (int,), "a whole number"),
    (serializers.FloatField, (int, float), "a number"),
    (serializers.MultipleChoiceField, (list,), "a list"),
    (serializers.ListField, (list,), "a list"),
    (serializers.ListSerializer, (list,), "a list"),
    (serializers.DictField, (dict,), "an object"),
    (serializers.BaseSerializer, (dict,), "an object"),
)
TEXTUAL = (
    serializers.CharField,
    serializers.ChoiceField,
    serializers.UUIDField,
    serializers.DateTimeField,
    serializers.DateField,
    serializers.TimeField,
    serializers.DurationField,
    serializers.DecimalField,
    serializers.IPAddressField,
    serializers.RelatedField,
)


def type_error(field: serializers.Field, value: Any) -> Any:
    """An error detail when `value` has the wrong JSON type for `field`, a dict of them by index for lists, or None."""
    if value is None:
        return None
    for kind, types, name in NAMES:
        if isinstance(field, kind):
            wrong = not isinstance(value, types) or (isinstance(value, bool) and bool not in types)
            if wrong and kind is serializers.IntegerField and _is_whole(value):
                return None
            return [_detail(name)] if wrong else _inner(field, value)
    if isinstance(field, TEXTUAL) and not isinstance(value, str) and _texts_only(field):
        return [_detail("a text")]
    return None


def _is_whole(value: Any) -> bool:
    """JSON Schema counts 9.0 among the integers."""
    return isinstance(value, float) and value.is_integer()


def _texts_only(field: serializers.Field) -> bool:
    return not isinstance(field, serializers.ChoiceField) or all(isinstance(key, str) for key in field.choices)


def _inner(field: serializers.Field, value: Any) -> dict[str, Any] | None:
    if isinstance(field, serializers.ListField):
        pairs = list(enumerate(value))
    elif isinstance(field, serializers.DictField) and isinstance(value, Mapping):
        pairs = list(value.items())
    else:
        return None
    found = {str(key): error for key, part in pairs if (error := type_error(field.child, part))}
    return found or None


def _detail(name: str) -> ErrorDetail:
    return ErrorDetail(f"This must be {name}.", code="wrong_type")
