"""A candidate's account, from the first form to the last, as its owner goes through it."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from hiretrack.embedded.waiting import until
from tests.e2e.papers import NAME
from tests.e2e.visitor import Visitor

PASSWORD = "an owl in the attic"
"""Of an account that is made on the pages."""
JOBS_FOR_YOU = "Jobs for you"


def open_section(visitor: Visitor, name: str) -> None:
    """By the account's menu, which small windows fold up."""
    page = visitor.page
    menu = page.get_by_role("navigation", name="Your account")
    if visitor.is_small:
        page.get_by_text("Menu", exact=False).first.click()
    menu.get_by_role("link", name=re.compile(f"^{name}")).filter(visible=True).click()
    visitor.arrive(name)


def sign_up(visitor: Visitor) -> None:
    page = visitor.page
    page.goto("/")
    page.get_by_role("link", name="Account").click()
    visitor.arrive("Sign in")
    visitor.follow("Create an account")
    visitor.arrive("Create an account")
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("E-mail").fill(visitor.email)
    page.get_by_label("Password").fill("short")
    visitor.takes_time(since=time.monotonic())
    visitor.press("Create account")
    visitor.sees(re.compile("too short"))
    page.get_by_label("Password").fill(PASSWORD)
    visitor.takes_time(since=time.monotonic())
    visitor.press("Create account")
    visitor.arrive("Check your e-mail")
    visitor.sees(re.compile(re.escape(visitor.email)))


def try_to_sign_in(visitor: Visitor, password: str = PASSWORD) -> None:
    visitor.page.goto("/account/sign-in/")
    visitor.page.get_by_label("E-mail").fill(visitor.email)
    visitor.page.get_by_label("Password").fill(password)
    visitor.press("Sign in")


def is_not_let_in(visitor: Visitor) -> None:
    visitor.arrive("Sign in")
    expect(visitor.page.get_by_role("alert")).to_contain_text("do not match, or the address is not confirmed yet")


def confirm_address(visitor: Visitor, link: str) -> None:
    """The mail alone opens nothing: the password is asked for, and then the account is open."""
    page = visitor.page
    page.goto(link)
    visitor.arrive("Confirm your e-mail address")
    for given in ("not what I chose", PASSWORD):
        page.get_by_label("Password").fill(given)
        visitor.press("Confirm e-mail address")
        if given != PASSWORD:
            expect(page.get_by_role("alert")).to_be_visible()
    visitor.arrive(JOBS_FOR_YOU)
    visitor.sees(re.compile(f"{re.escape(visitor.email)} is confirmed"))


def fill_profile(visitor: Visitor, cv: Path) -> None:
    """From a file; what was read wrong is corrected, and what nobody should know is left out."""
    page = visitor.page
    open_section(visitor, "Profile")
    page.locator("input[type=file]").and_(page.get_by_label("Your CV")).set_input_files(cv)
    if not visitor.scripts:
        visitor.press("Upload the CV")
    await_findings(visitor)
    page.get_by_label("Headline").fill("Engineer of data")
    phone = page.get_by_role("group", name=re.compile(r"\+49"))
    phone.get_by_role("checkbox").uncheck()
    visitor.press("Save what is ticked")
    visitor.arrive("Profile")
    for text in ("What you ticked is in your profile.", "Engineer of data", "Babbage Ltd", "University of Berlin"):
        visitor.sees(text)
    expect(page.get_by_text("+49")).to_have_count(0)


def await_findings(visitor: Visitor) -> None:
    """Until the file has been read: the page says so by itself, or when it is loaded again."""
    ready = visitor.page.get_by_role("button", name="Save what is ticked")

    def read() -> bool:
        visitor.page.wait_for_load_state()
        if not (found := ready.is_visible()) and not visitor.scripts:
            visitor.follow("Load again")
        return found

    until(read, within=120, every=0.3)
    visitor.arrive("Check what was found")


def await_match(visitor: Visitor, title: str) -> None:
    """The job, with the reasons why it fits."""
    found = visitor.page.get_by_role("article").filter(has=visitor.page.get_by_role("link", name=title, exact=True))

    def listed() -> bool:
        open_section(visitor, JOBS_FOR_YOU)
        return found.count() > 0

    until(listed, within=90, every=0.5)
    expect(found).to_contain_text("You bring:")
    expect(found).to_contain_text("Python")
    expect(found).to_contain_text("Fits your title")


def await_application(visitor: Visitor, title: str) -> None:
    """In the account's list, once a worker has given it to the account."""
    found = visitor.page.get_by_role("main").get_by_role("link", name=title)

    def listed() -> bool:
        open_section(visitor, "Applications")
        return found.count() > 0

    until(listed, within=90, every=0.5)


def save_job(visitor: Visitor, title: str) -> None:
    page = visitor.page
    visitor.follow("Save this job")
    visitor.arrive(title)
    visitor.press("Save this job")
    visitor.arrive("Saved jobs")
    visitor.sees("The job is saved.")
    expect(page.get_by_role("main").get_by_role("link", name=title, exact=True)).to_be_visible()


def make_alert(visitor: Visitor) -> None:
    """From a search on the list of jobs."""
    page = visitor.page
    page.goto("/?q=engineer&location=Berlin")
    visitor.follow("Get new ones by e-mail")
    visitor.arrive("New alert")
    expect(page.get_by_label("What")).to_have_value("engineer")
    page.get_by_label("Name").fill("Engineers here")
    page.get_by_label("Weekly").check()
    visitor.press("Save")
    visitor.arrive("Alerts")
    visitor.sees("Engineers here")
    visitor.sees("Weekly")


def erase(visitor: Visitor) -> None:
    page: Page = visitor.page
    open_section(visitor, "Account & data")
    visitor.follow("See what happens, and erase")
    visitor.arrive("Erase my account")
    visitor.sees("Every employer here loses your name, contact data, files, letters and answers.")
    visitor.press("Erase everything")
    expect(page.get_by_role("heading", level=1, name="Erase my account")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label(re.compile("I understand")).check()
    visitor.press("Erase everything")
    visitor.arrive("Everything is erased")
