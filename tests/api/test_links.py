"""The document's links: where each leads, and that the answer holds what it hands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from hiretrack.api.schema.links import SOURCES
from tests.api.contract import document, operations


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def links() -> Iterator[Any]:
    for operation in operations():
        for answer in operation.definition["responses"].values():
            for name, link in answer.get("links", {}).items():
                yield pytest.param(answer, link, id=f"{operation.definition['operationId']} to {name}")


@pytest.mark.parametrize(("answer", "link"), list(links()))
def test_link_hands_on_what_the_answer_holds(answer: dict[str, Any], link: dict[str, Any]) -> None:
    (expression,) = link["parameters"].values()
    schema = resolved(answer["content"]["application/json"]["schema"])

    for name in expression.removeprefix("$response.body#/").split("/"):
        schema = resolved(schema["items"] if name == "0" else schema["properties"][name])

    assert schema["type"] == "string"


def test_every_source_has_links() -> None:
    linked = {o.definition["operationId"] for o in operations() if "'links':" in str(o.definition["responses"])}

    assert {source for source, _, _ in SOURCES} <= linked


def test_every_parameter_says_what_it_is_for() -> None:
    silent = [
        f"{operation} {parameter['name']}"
        for operation in operations()
        for parameter in operation.definition.get("parameters", ())
        if not parameter.get("description")
    ]

    assert not silent
