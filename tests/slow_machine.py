"""A slow machine, for tests in a browser that guess instead of waiting.

`make integ ARGS="-p tests.slow_machine -k browser"`: pages of the live server come late and in two pieces, the browser
computes at half its speed. A test that reads a page before all of it is there fails each time, not once in a hundred.
"""

from __future__ import annotations

import time
from typing import Any
from wsgiref.handlers import BaseHandler

import pytest
from playwright.sync_api import BrowserContext, Page

LATE_S = 0.2
BETWEEN_S = 0.5
SLOWER = 2

answer, write, new_page = BaseHandler.run, BaseHandler.write, BrowserContext.new_page


def answer_late(handler: BaseHandler, application: Any) -> None:
    def late(environ: dict[str, Any], start_response: Any) -> Any:
        time.sleep(0 if environ["PATH_INFO"].startswith("/static/") else LATE_S)
        return application(environ, start_response)

    answer(handler, late)


def write_in_two(handler: BaseHandler, data: bytes) -> None:
    half = len(data) // 2 if "html" in str(handler.headers) else 0
    if half:
        write(handler, data[:half])
        handler._flush()
        time.sleep(BETWEEN_S)
    write(handler, data[half:])


def new_slow_page(context: BrowserContext) -> Page:
    page = new_page(context)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def pytest_configure(config: pytest.Config) -> None:
    BaseHandler.run, BaseHandler.write = answer_late, write_in_two  # type: ignore[method-assign]
    BrowserContext.new_page = new_slow_page  # type: ignore[method-assign]
