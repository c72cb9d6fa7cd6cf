"""The document: valid, complete, and what the server does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from hiretrack.api.problems import PROBLEMS
from hiretrack.api.schema.document import generate, operations
from hiretrack.api.schema.samples import sample


@cache
def made() -> bytes:
    return generate()


@cache
def document() -> dict[str, Any]:
    return yaml.safe_load(made())


def every_operation() -> list[Any]:
    return [pytest.param(path, method, op, id=f"{method} {path}") for path, method, op in operations(document())]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = document()
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return resolved(found)


def bodies(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"request {media_type}", content
    for status, response in operation["responses"].items():
        for media_type, content in resolved(response).get("content", {}).items():
            yield f"{status} {media_type}", content


def test_document_is_valid_openapi() -> None:
    validate(document())

    assert document()["openapi"].startswith("3.1")


def test_committed_document_is_current() -> None:
    committed = Path(settings.BASE_DIR) / "openapi.yaml"

    assert committed.read_bytes() == made(), "run `make openapi`"


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document())]

    assert sorted(ids) == sorted(set(ids))


def test_path_parameters_are_camel_case() -> None:
    names = {name for path in document()["paths"] for name in re.findall(r"\{(.*?)\}", path)}

    assert names
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


@pytest.mark.parametrize(("path", "method", "operation"), every_operation())
def test_operation_says_all_that_it_must(path: str, method: str, operation: dict[str, Any]) -> None:
    known = {tag["name"] for tag in document()["tags"]}

    assert operation["operationId"]
    assert operation["summary"]
    assert operation["tags"]
    assert set(operation["tags"]) <= known
    assert "security" in operation
    assert {"400", "406", "429", "431", "500", "503"} <= set(operation["responses"])
    assert any(status.startswith("2") for status in operation["responses"])


@pytest.mark.parametrize(("path", "method", "operation"), every_operation())
def test_protected_operation_documents_its_refusals(path: str, method: str, operation: dict[str, Any]) -> None:
    security = operation["security"]

    assert ("401" in operation["responses"]) or not security or path.startswith("/v1/auth/")
    if security and {} not in security:
        assert "403" in operation["responses"]
    assert security or "403" not in operation["responses"]
    assert ("404" in operation["responses"]) or "{" not in path


@pytest.mark.parametrize(("path", "method", "operation"), every_operation())
def test_every_example_fits_its_schema(path: str, method: str, operation: dict[str, Any]) -> None:
    resource = DRAFT202012.create_resource(document())
    registry: Registry[Any] = Registry().with_resource("urn:contract", resource)

    for where, content in bodies(operation):
        assert content.get("examples"), where
        schema = (
            {"$ref": f"urn:contract{content['schema']['$ref']}"} if "$ref" in content["schema"] else content["schema"]
        )
        validator = Draft202012Validator(schema, registry=registry)
        for name, example in content["examples"].items():
            errors = [error.message for error in validator.iter_errors(resolved(example)["value"])]
            assert errors == [], f"{where} {name}"


@pytest.mark.parametrize(("path", "method", "operation"), every_operation())
def test_errors_are_problem_documents(path: str, method: str, operation: dict[str, Any]) -> None:
    failures = {status: resolved(r) for status, r in operation["responses"].items() if status >= "400"}

    for status, response in failures.items():
        content = response["content"]["application/problem+json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert {PROBLEMS[code].status for code in content["examples"]} == {int(status)}
        assert "RateLimit" in response["headers"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"], "format": "date"}, "2026-05-04"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, ["a"]),
        ({"allOf": [{"$ref": "#/components/schemas/Part"}]}, {"n": 3}),
        ({"oneOf": [{"type": "boolean"}]}, True),
        ({"type": "string", "maxLength": 2}, "te"),
    ],
)
def test_sample_fits_its_schema(schema: dict[str, Any], expected: Any) -> None:
    part = {"type": "object", "properties": {"n": {"type": "integer", "minimum": 3}}}

    assert sample(schema, {"Part": part}) == expected
