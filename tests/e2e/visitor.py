"""A person with a browser, who sees headings and texts, and complaints that no page may cause."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from re import Pattern

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, ViewportSize, expect

from applications import captcha
from hiretrack.embedded.waiting import until

SIZES = {"320px": ViewportSize(width=320, height=640), "desktop": ViewportSize(width=1280, height=800)}

MEANT = re.compile("server responded with a status|^htmx:(sendAbort|afterRequest)")
"""Chromium reports each 4xx answer, htmx each search that a newer one has replaced."""


@dataclass(frozen=True)
class Configuration:
    """`size` is a key of `SIZES`."""

    scripts: bool
    size: str

    def __str__(self) -> str:
        return f"{'js' if self.scripts else 'nojs'}-{self.size}"


CONFIGURATIONS = [Configuration(*given) for given in itertools.product((True, False), SIZES)]


@dataclass
class Visitor:
    page: Page
    configuration: Configuration
    complaints: list[str] = field(default_factory=list)

    @property
    def scripts(self) -> bool:
        return self.configuration.scripts

    @property
    def is_small(self) -> bool:
        return self.configuration.size == "320px"

    @property
    def email(self) -> str:
        return f"grace.{self.configuration}@example.com"

    def arrive(self, heading: str | Pattern[str]) -> None:
        """The page with this heading is there, and nothing of it stands outside the window."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        # Nobody sees a page before its styles are there; what is pressed earlier moves away from under the pointer.
        self.page.wait_for_load_state()
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SIZES[self.configuration.size]["width"], f"{self.page.url} is {wide} px wide"

    def takes_time(self, *, since: float) -> None:
        """Without a proof of work a form, opened at `since` or later, has to be some seconds old."""
        if not self.scripts:
            until(lambda: time.monotonic() - since > captcha.QUICKEST_S + 1, within=captcha.QUICKEST_S + 5)

    def press(self, name: str | Pattern[str]) -> None:
        # A form that goes out before its script is there has no proof of work.
        self.page.wait_for_load_state()
        self.page.get_by_role("button", name=name).click()

    def follow(self, name: str | Pattern[str]) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def sees(self, text: str | Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def sees_all_answered(self) -> None:
        """What scripts asked the server for has come: nothing is replaced any more."""
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not MEANT.search(message.text):
            self.complaints.append(message.text)

    def note_failure(self, answer: Response) -> None:
        if answer.status >= 500:
            self.complaints.append(f"{answer.status} {answer.url}")


@contextmanager
def visiting(browser: Browser, base: str, configuration: Configuration) -> Iterator[Visitor]:
    """Script errors, what the policy of a page refuses, and failures of the server fail the test."""
    with browser.new_context(
        base_url=base,
        java_script_enabled=configuration.scripts,
        viewport=SIZES[configuration.size],
        locale="en-GB",
    ) as context:
        visitor = Visitor(context.new_page(), configuration)
        visitor.page.on("console", visitor.note)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitor.page.on("response", visitor.note_failure)
        yield visitor
    assert not visitor.complaints, visitor.complaints
