from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings

from hiretrack.context import request_id_of
from hiretrack.observability import configure_logging


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    configure_logging({"format": "json", "level": "INFO"})
    yield
    configure_logging(settings.LOGGING)


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]


def test_own_line_carries_level_time_and_request(capfd: pytest.CaptureFixture[str]) -> None:
    with request_id_of("request-0001"):
        structlog.get_logger("somewhere").info("done", rows=3)

    (line,) = lines(capfd)
    assert (line["event"], line["rows"], line["level"], line["request_id"]) == ("done", 3, "info", "request-0001")
    assert line["timestamp"].endswith("Z")


def test_standard_library_line_has_the_same_shape(capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("some.library").warning("cannot mail %s", "ada@example.com")

    (line,) = lines(capfd)
    assert line["event"] == "cannot mail [masked]"
    assert (line["level"], line["logger"]) == ("warning", "some.library")


def test_traceback_is_masked(capfd: pytest.CaptureFixture[str]) -> None:
    try:
        int("ada@example.com")
    except ValueError:
        structlog.get_logger("somewhere").exception("failed")

    (line,) = lines(capfd)
    assert "ValueError: invalid literal" in line["exception"]
    assert "ada@" not in line["exception"]


def test_server_error_of_django_loses_its_path(capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("django.request").error("%s: %s", "Internal Server Error", "/status/a-magic-token/")

    (line,) = lines(capfd)
    assert line["event"] == "Internal Server Error"


def test_values_that_json_does_not_know_do_not_lose_the_line(capfd: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger("somewhere").info("odd", value=object(), lone="\ud800")

    assert len(capfd.readouterr().err.splitlines()) == 1


def test_console_format_is_for_people(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging({"format": "console", "level": "INFO"})

    structlog.get_logger("somewhere").info("ready", port=8000)

    assert "ready" in capfd.readouterr().err


def test_console_keeps_ids_only_where_something_is_wrong(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging({"format": "console", "level": "INFO"})
    log = structlog.get_logger("somewhere")

    log.info("request", request_id="calm")
    log.warning("broken", request_id="alarm")
    log.info("all_tenants_scope_opened", task="audit.sweep")

    said = capfd.readouterr().err
    assert "alarm" in said
    assert "calm" not in said
    assert "audit.sweep" not in said
