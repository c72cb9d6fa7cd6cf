"""The document and its viewers."""

from __future__ import annotations

import pytest

from tests.api.conftest import ThingClient


def test_document_is_served_as_yaml(things: ThingClient) -> None:
    answer = things.get("/v1/openapi.yaml")

    assert answer["Content-Type"] == "application/yaml"
    assert answer.content.startswith(b"openapi: 3.1")


def test_document_is_not_sent_twice(things: ThingClient) -> None:
    etag = things.get("/v1/openapi.yaml")["ETag"]

    assert things.get("/v1/openapi.yaml", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("path", ["/v1/docs", "/v1/redoc"])
def test_viewer_uses_local_files_only(things: ThingClient, path: str) -> None:
    answer = things.get(path)

    page = answer.content.decode()
    assert "://" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert "unsafe-eval" not in answer["Content-Security-Policy"]
    assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"


def test_pages_take_no_writes(things: ThingClient) -> None:
    answer = things.post("/v1/openapi.yaml")

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert answer["Allow"]
