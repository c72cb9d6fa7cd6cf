"""Takes the tour's screenshots from a running demo: `make run` in one terminal, `make tour` in another.

Each stop is a page, what is done on it, and a sentence. The pictures and README.md beside this file are written anew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
DESKTOP, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
RECRUITER, ADMIN, PASSWORD = "jonas@nordlicht.example", "wiebke@nordlicht.example", "demo-hiretrack"
Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Stop:
    """`act` starts on the dashboard unless `path` names another page."""

    name: str
    words: str
    act: Act = lambda _page: None
    path: str = "/admin/"
    who: str = RECRUITER
    dark: bool = False
    phone: bool = False


def _board(page: Page) -> None:
    page.get_by_role("link", name="Data Engineer, Wind Operations", exact=True).click()
    page.locator("main [data-application], .b-card, [data-card]").first.wait_for()


def _application(page: Page) -> None:
    page.goto(page.url.split("/admin/")[0] + "/admin/applications/application/?status__exact=screening")
    page.locator("#result_list tbody th a").first.click()


def _search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator("#search-input-command").press_sequentially("da")
    page.locator("#command-results-list li").first.wait_for()


def _first_job(page: Page) -> None:
    page.locator("#result_list tbody th a").first.click()


def _job_board(page: Page) -> None:
    page.locator("main table tbody a").first.click()


STOPS = (
    Stop("dashboard", "The day begins: what waits, the open jobs by stage, and how the pipeline flows."),
    Stop("dashboard-dark", "The same at night.", dark=True),
    Stop("dashboard-phone", "And on a phone.", phone=True),
    Stop("search", "Ctrl K finds jobs, people and pages from everywhere.", _search),
    Stop("jobs", "Every job with its applications, age and views.", path="/admin/jobs/job/"),
    Stop("job", "A job: text with preview, questions, and what is missing before it can be published.", _first_job,
         "/admin/jobs/job/?q=Data+Engineer"),
    Stop("board", "The pipeline of a job. Cards move by mouse, finger or keyboard.", _board),
    Stop("board-phone", "The board on a phone.", _board, phone=True),
    Stop("application", "An application: CV, answers, why it fits, and all that happened.", _application),
    Stop("applicants", "Search in CVs with phrases, OR and -not.", path="/admin/applicants/applicant/?q=python"),
    Stop("shortlists", "Shortlists, ranked by hand.", path="/admin/shortlists/shortlist/"),
    Stop("listings", "What is advertised elsewhere, read for you from job boards and career pages.",
         path="/admin/listings/"),
    Stop("job-board", "A board: how its scans went, and what they brought.", _job_board, "/admin/job-boards/"),
    Stop("settings", "Everything an employer decides.", path="/admin/settings/", who=ADMIN),
    Stop("mails", "The words of every mail, with a preview.", path="/admin/settings/mails/status_rejected/", who=ADMIN),
    Stop("journal", "Who did what, and when.", path="/admin/settings/journal/", who=ADMIN),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the demo runs")
    address = parser.parse_args().url.rstrip("/")
    with _chromium() as browser:
        for stop in STOPS:
            _take(browser, address, stop)
            sys.stdout.write(f"{stop.name}.png\n")
    lines = [f"## {stop.words}\n\n![{stop.words}]({stop.name}.png)\n" for stop in STOPS]
    (HERE / "README.md").write_text("# A recruiter's day\n\nTaken by `make tour` from the demo.\n\n" + "\n".join(lines))


@contextmanager
def _chromium() -> Iterator[Browser]:
    place = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield browser
        browser.close()


def _take(browser: Browser, address: str, stop: Stop) -> None:
    context = browser.new_context(
        viewport=PHONE if stop.phone else DESKTOP, color_scheme="dark" if stop.dark else "light", locale="en-GB"
    )
    page = context.new_page()
    page.goto(f"{address}/admin/login/?next={stop.path}")
    page.fill("input[name=username]", stop.who)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")
    stop.act(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{stop.name}.png", animations="disabled")
    context.close()


if __name__ == "__main__":
    main()
