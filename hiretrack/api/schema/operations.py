"""One operation of the document, from the handler's `operation(…)` and what its view declares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.drainage import warn
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, build_examples_list, force_instance
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework import serializers

from hiretrack.api.contract import Contract, contract_of
from hiretrack.api.permissions import ANYONE, PUBLIC
from hiretrack.api.principals import APPLICANT, PLATFORM
from hiretrack.api.schema.description import who_may
from hiretrack.api.schema.errors import error_codes, error_responses
from hiretrack.api.schema.headers import request_headers, response_headers
from hiretrack.api.schema.parameters import query_parameters
from hiretrack.api.serializers import StrictFields

JWT, API_KEY, PLATFORM_JWT = "bearerAuth", "apiKey", "platformAuth"
Schema = dict[str, Any]
CHARACTER_CLASS = re.compile(r"\[[^\]^][^\]]*\]")


class ContractSchema(AutoSchema):
    """Nothing is guessed: an operation without `operation(…)` is reported as a warning."""

    view: Any

    @property
    def contract(self) -> Contract | None:
        name = getattr(self.view, "action", None) or self.method.lower()
        return contract_of(getattr(self.view, name, None))

    def get_operation(self, path: str, *rest: Any, **given: Any) -> Schema | None:
        made: Schema | None = super().get_operation(path, *rest, **given)
        contract = self.contract
        if made is None or contract is None:
            warn(f"{self.method} {path} has no operation(...) decorator.")
            return made
        made["security"] = self.get_auth()
        made["responses"] = self._responses(made["responses"], contract)
        made["x-roles"] = self._roles()
        return made

    def get_operation_id(self) -> str:
        return self.contract.operation_id if self.contract else super().get_operation_id()

    def get_summary(self) -> str | None:
        return self.contract.summary if self.contract else None

    def get_description(self) -> str:  # type: ignore[override]
        said = self.contract.description if self.contract else ""
        return "\n\n".join(part for part in (said, f"For: {who_may(self._roles())}.") if part)

    def get_tags(self) -> list[str]:
        return list(self.contract.tags) if self.contract else super().get_tags()

    def _is_list_view(self, serializer: Any = None) -> bool:  # noqa: ARG002 - pages are made here, not guessed
        return False

    # --- Who may call it ---

    @property
    def is_open(self) -> bool:
        return self.view.allowed_roles is PUBLIC or self.view.allowed_roles is ANYONE

    @property
    def asks_who(self) -> bool:
        return self.view.allowed_roles is not PUBLIC and bool(self.view.authentication_classes)

    def _roles(self) -> list[str]:
        return ["public"] if self.is_open else sorted(str(role) for role in self.view.allowed_roles or ())

    def get_auth(self) -> list[Schema]:
        """Empty: no token is looked at. With an empty alternative: a token may be sent."""
        if not self.asks_who:
            return []
        roles = set(self._roles())
        if roles == {PLATFORM}:
            return [{PLATFORM_JWT: []}]
        # Keys are an employer's: they act in its back-office roles only.
        schemes: list[Schema] = [{JWT: []}, *([{API_KEY: []}] if roles - {APPLICANT, PLATFORM} else [])]
        return [{}, *schemes] if self.is_open else schemes

    # --- What it takes ---

    def get_override_parameters(self) -> list[Any]:
        return list(self.contract.parameters) if self.contract else []

    def _get_parameters(self) -> list[Schema]:
        contract = self.contract
        if contract is None:
            return super()._get_parameters()
        made = {(p["name"], p["in"]): p for p in super()._get_parameters()}
        for parameter in [*query_parameters(self, contract), *request_headers(self.view, contract, self.method)]:
            made.setdefault((parameter["name"], parameter["in"]), parameter)
        return sorted(made.values(), key=lambda p: (p["in"] != "path", p["in"], p["name"]))

    def get_request_serializer(self) -> Any:
        return self.contract.request if self.contract else None

    def _get_request_body(self, direction: str = "request") -> Schema | None:
        return super()._get_request_body(direction) if self.get_request_serializer() is not None else None

    # --- What it answers ---

    def get_response_serializers(self) -> Any:
        if self.contract is None:
            return {}
        return dict(self.contract.responses)

    def _get_response_for_code(
        self, serializer: Any, status_code: str, media_types: Any = None, direction: str = "response"
    ) -> Schema:
        contract = self.contract
        if contract is not None and contract.paginated and status_code == "200":
            serializer = self._page_of(serializer)
        made: Schema = super()._get_response_for_code(serializer, status_code, media_types, direction)
        if not made["description"] or made["description"] == "No response body":
            made["description"] = HTTPStatus(int(status_code)).phrase
        return made

    def _page_of(self, serializer: Any) -> Any:
        """The page's schema as a component of its own, named after the item."""
        item = serializer.response if isinstance(serializer, OpenApiResponse) else serializer
        component = self.resolve_serializer(force_instance(item), "response")
        page = ResolvedComponent(
            name=f"{component.name}Page", type=ResolvedComponent.SCHEMA, object=item, schema=page_schema(component.ref)
        )
        self.registry.register_on_missing(page)
        return page.ref

    def _responses(self, successes: Schema, contract: Contract) -> Schema:
        for status, answer in successes.items():
            answer["headers"] = response_headers(self.view, contract, self.method, int(status))
        if contract.etag and self.method == "GET":
            headers = response_headers(self.view, contract, self.method, 304)
            successes["304"] = {"description": HTTPStatus(304).phrase, "headers": headers}
        problems = error_responses(error_codes(self, contract))
        return dict(sorted({**successes, **problems}.items()))

    # --- Examples ---

    def _get_examples(
        self, serializer: Any, direction: str, media_type: str, status_code: str | None = None, extras: Any = None
    ) -> Schema:
        given = [*(self.contract.examples if self.contract else ()), *(extras or ())]
        fitting = [e for e in given if _fits(e, direction, status_code)]
        if not fitting:
            return super()._get_examples(serializer, direction, media_type, status_code, extras)
        if direction == "response" and self.contract is not None and self.contract.paginated:
            fitting = [_as_page(example) for example in fitting]
        return build_examples_list(fitting)

    # --- Fields, as the server reads them ---

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Schema:
        schema: Schema = super()._map_basic_serializer(serializer, direction)
        if direction == "request" and isinstance(serializer, StrictFields):
            schema["additionalProperties"] = False
        return schema

    def _map_serializer_field(self, field: Any, direction: str, bypass_extensions: bool = False) -> Any:  # noqa: FBT001, FBT002
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if isinstance(field, serializers.DecimalField) and isinstance(schema, dict) and "pattern" in schema:
            schema["pattern"] = _decimal_pattern(field)
        if isinstance(field, serializers.JSONField) and isinstance(schema, dict):
            # Any value at all, null among them: `oneOf` with null would let null match twice.
            schema.pop("oneOf", None)
        return schema

    def _insert_field_validators(self, field: Any, schema: Schema) -> None:
        """The base class reads a pattern that must not match as one that must."""
        every = field.validators
        forbidding = [v for v in every if isinstance(v, RegexValidator) and v.inverse_match]
        field.validators = [v for v in every if v not in forbidding]
        try:
            super()._insert_field_validators(field, schema)
        finally:
            field.validators = every
        for validator in forbidding:
            _forbid(schema, re.compile(validator.regex).pattern)


def page_schema(item: Schema) -> Schema:
    return {
        "type": "object",
        "required": ["items", "next_cursor"],
        "properties": {
            "items": {"type": "array", "items": item},
            "next_cursor": {"type": ["string", "null"], "description": "For `cursor`; null on the last page."},
            "total_estimate": {
                "type": "integer",
                "minimum": 0,
                "description": "With `include=total_estimate`: the database planner's guess, not a count.",
            },
        },
    }


def _fits(example: OpenApiExample, direction: str, status_code: str | None) -> bool:
    if example.parameter_only or (example.response_only if direction == "request" else example.request_only):
        return False
    if direction == "request":
        return True
    statuses: Sequence[str] = [str(code) for code in example.status_codes or ()]
    return status_code in statuses if statuses else str(status_code).startswith("2")


def _as_page(example: OpenApiExample) -> OpenApiExample:
    if isinstance(example.value, Mapping) and "items" in example.value:
        return example
    page = {"items": [example.value], "next_cursor": None}
    return OpenApiExample(example.name, page, summary=example.summary, description=example.description)


def _forbid(schema: Schema, pattern: str) -> None:
    """A class of characters turned round makes a pattern that generators can follow; anything else becomes `not`."""
    readable = pattern.encode("ascii", "backslashreplace").decode().replace(r"\x", r"\u00")
    if CHARACTER_CLASS.fullmatch(readable) and "pattern" not in schema:
        schema["pattern"] = f"^[^{readable[1:]}*$"
    else:
        schema["not"] = {"pattern": readable}


def _decimal_pattern(field: serializers.DecimalField) -> str:
    """REST framework's limits; its own pattern would also match an empty text and a lone sign."""
    places = field.decimal_places or 0
    whole = max(1, (field.max_digits or 30) - places)
    sign = "" if field.min_value is not None and field.min_value >= 0 else "-?"
    return rf"^{sign}[0-9]{{1,{whole}}}" + (rf"(\.[0-9]{{1,{places}}})?$" if places else "$")
