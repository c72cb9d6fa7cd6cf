"""Serializers of request bodies that refuse what they do not know, and of query parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from hiretrack.api.jsontypes import type_error

UNKNOWN = "There is no such field."
READ_ONLY = "This field is read-only."


class StrictFields(serializers.BaseSerializer):
    """Unknown and read-only members are refused, JSON types are taken at their word, all errors come at once."""

    fields: Any

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise ValidationError({"non_field_errors": [ErrorDetail("This must be an object.", code="wrong_type")]})
        errors = {**self._unexpected(data), **self._wrong_types(data)}
        try:
            value = super().to_internal_value(data)
        except ValidationError as error:
            found: Any = error.detail
            errors = {**found, **errors} if isinstance(found, dict) else {**errors, "non_field_errors": found}
        if errors:
            raise ValidationError(errors)
        return value

    def _unexpected(self, data: Mapping[str, Any]) -> dict[str, list[ErrorDetail]]:
        found: dict[str, list[ErrorDetail]] = {}
        for name in data:
            field = self.fields.get(name)
            if field is None:
                found[name] = [ErrorDetail(UNKNOWN, code="unknown_field")]
            elif field.read_only:
                found[name] = [ErrorDetail(READ_ONLY, code="read_only_field")]
        return found

    def _wrong_types(self, data: Mapping[str, Any]) -> dict[str, Any]:
        writable = [field for field in self.fields.values() if not field.read_only]
        pairs = [(field, data[field.field_name]) for field in writable if field.field_name in data]
        return {field.field_name: error for field, value in pairs if (error := type_error(field, value))}


class StrictSerializer(StrictFields, serializers.Serializer):
    """Base of request bodies."""


class StrictModelSerializer(StrictFields, serializers.ModelSerializer):
    """Base of request bodies that take their fields from a model."""


class QuerySerializer(serializers.Serializer):
    """Base of typed query parameters (`query_serializer` of a view); the view refuses unknown names."""
