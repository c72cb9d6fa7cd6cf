"""The pages between a list of jobs and an application that is in, as somebody walks through them."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.papers import NAME
from tests.e2e.visitor import Visitor


def find_job(visitor: Visitor, title: str) -> None:
    """From the first page by words and a filter to the job's own page."""
    page = visitor.page
    page.goto("/")
    visitor.arrive("Find work you'll be glad to do")
    page.get_by_label("What").fill("engineer")
    if visitor.scripts:
        # The list follows what is typed a moment later: it must not change under the pointer.
        page.wait_for_url(re.compile("q=engineer"))
    page.get_by_role("checkbox", name=re.compile("^Remote")).check()
    visitor.press("Search")
    page.wait_for_url(re.compile(r"q=engineer.*remote=true"))
    visitor.sees_all_answered()
    expect(page.get_by_role("article").get_by_role("heading")).to_have_text([title])
    visitor.arrive(re.compile("Find work"))
    visitor.follow(title)
    visitor.arrive(title)


def open_form(visitor: Visitor, title: str) -> float:
    """When it was opened, as `send` has to know."""
    visitor.follow(re.compile("^Apply"))
    visitor.arrive(f"Apply for {title}")
    return time.monotonic()


def refused_form_keeps_the_file(visitor: Visitor, cv: Path) -> None:
    """Whoever sends the form with nothing but a CV is told what lacks, and has not lost the CV."""
    page = visitor.page
    choose(visitor, cv)
    if visitor.scripts:
        visitor.sees(re.compile("Filled in from your CV: Full name, E-mail"))
        expect(page.get_by_label("Full name")).to_have_value(NAME)
    visitor.press("Review application")
    faults = page.get_by_role("alert")
    expect(faults).to_contain_text("need your attention")
    expect(faults).to_be_focused()
    visitor.arrive(re.compile("^Apply for"))
    expect(page.get_by_text("Uploaded", exact=True)).to_be_visible()
    visitor.sees(cv.name)
    faults.get_by_role("link", name=re.compile("^Years of experience")).click()
    expect(page.get_by_label("Years of experience")).to_be_focused()


def choose(visitor: Visitor, cv: Path) -> None:
    visitor.page.get_by_label("CV or résumé").set_input_files(cv)
    if visitor.scripts:
        expect(visitor.page.get_by_text("Uploaded", exact=True)).to_be_visible()
        # Scanned and read by the worker; what the page fills in then must not meet what is typed.
        told = visitor.page.locator("#cv-read")
        expect(told).to_have_text(re.compile("Filled in from your CV|fill in the fields yourself"), timeout=60_000)


def fill_in(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("E-mail").fill(visitor.email)
    page.get_by_label("Years of experience").fill("12")
    page.get_by_label("When could you start?").fill("2027-02-01")
    page.get_by_label("Which town do you live in?").fill("Köpenick")
    page.get_by_label("What are you proud of?").fill("The compiler.\nAnd who uses it.")
    page.get_by_role("group", name="May you work in the EU?").get_by_label("Yes").check()
    page.get_by_role("group", name="How much would you work?").get_by_label("Part time").check()
    page.get_by_label("Where in Germany?").select_option("Thüringen")
    for tool in ("Python", "Airflow"):
        page.get_by_role("group", name="Your tools").get_by_label(tool).check()
    consent(page)


def consent(page: Page) -> None:
    page.get_by_role("checkbox", name=re.compile("may store what I send")).check()


def look_over(visitor: Visitor) -> None:
    """All that was typed stands there; one thing is changed on the way."""
    page = visitor.page
    visitor.press("Review application")
    reviewed(visitor)
    said = page.get_by_role("main")
    for text in (NAME, visitor.email, "grace.pdf", "Köpenick", "And who uses it.", "Part time", "Thüringen"):
        expect(said).to_contain_text(text)
    expect(said).to_contain_text("Python, Airflow")
    expect(said).to_contain_text("Feb. 1, 2027")
    visitor.press("Change About you")
    page.get_by_label("Where you live").fill("Berlin-Köpenick")
    visitor.press("Review application")
    reviewed(visitor)
    expect(said).to_contain_text("Berlin-Köpenick")


def reviewed(visitor: Visitor) -> None:
    visitor.arrive("Look it over, then send it")
    if visitor.scripts:
        expect(visitor.page.get_by_role("heading", level=1)).to_be_focused()


def send(visitor: Visitor, *, opened: float, twice: bool = False) -> None:
    """Press the button, `twice` as the impatient do."""
    visitor.takes_time(since=opened)
    button = visitor.page.get_by_role("button", name="Send application")
    button.dblclick() if twice else button.click()
    visitor.arrive("Thank you, your application is in")
