"""Somebody without an account: from the search to the withdrawn application."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import applying
from tests.e2e.hiring import QUESTIONS, Hiring
from tests.e2e.mailbox import Mailbox
from tests.e2e.papers import NAME, cv
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.integ, pytest.mark.xdist_group("e2e_applying")]
TITLE = "Data Engineer"


@pytest.fixture(scope="module")
def job(employer_at_work: Hiring) -> str:
    employer_at_work.publish("Plumber", remote=True)
    employer_at_work.publish("Sound Engineer")
    return employer_at_work.publish(TITLE, remote=True, questions=QUESTIONS)


def stands_at(visitor: Visitor, title: str) -> None:
    """What the status page says now, in plain words."""
    visitor.page.reload()
    visitor.arrive(TITLE)
    expect(visitor.page.get_by_role("status").get_by_role("heading")).to_have_text(title)


def add_document(visitor: Visitor, file: Path) -> None:
    visitor.sees("Not sent yet: Cover letter")
    visitor.follow("Add a document")
    visitor.arrive("Add a document")
    visitor.press("Send the document")
    visitor.sees("Please choose a file.")
    visitor.page.get_by_label("Cover letter").set_input_files(file)
    visitor.press("Send the document")
    visitor.arrive(TITLE)
    visitor.sees(f"With your application: grace.pdf, {file.name}")


def withdraw(visitor: Visitor) -> None:
    visitor.follow("Withdraw the application")
    visitor.arrive("Withdraw your application?")
    visitor.follow("Keep it")
    visitor.arrive(TITLE)
    stands_at(visitor, "Interview")
    visitor.follow("Withdraw the application")
    visitor.press("Withdraw the application")
    visitor.arrive(TITLE)
    stands_at(visitor, "Withdrawn")
    expect(visitor.page.get_by_role("link", name="Withdraw the application")).to_have_count(0)


def test_candidate_finds_applies_follows_and_withdraws(
    visitor: Visitor, employer_at_work: Hiring, mailbox: Mailbox, job: str, tmp_path: Path
) -> None:
    applying.find_job(visitor, TITLE)
    opened = applying.open_form(visitor, TITLE)
    applying.refused_form_keeps_the_file(visitor, cv(tmp_path, email=visitor.email))
    applying.fill_in(visitor)
    applying.look_over(visitor)
    applying.send(visitor, opened=opened, twice=True)

    [application] = employer_at_work.applications(job, visitor.email)
    assert application["applicant"]["name"] == NAME
    assert {answer["question_id"]: answer["answer"] for answer in application["answers"]} == ANSWERS

    visitor.page.goto(mailbox.link(visitor.email, "/status/"))
    stands_at(visitor, "Received")
    visitor.sees(re.compile("Nordwind promises an answer by"))
    employer_at_work.move(application["id"], "screening")
    stands_at(visitor, "Being read")
    visitor.sees("The hiring team is reading your application")
    add_document(visitor, cv(tmp_path, email=visitor.email, filename="letter.pdf"))
    employer_at_work.move(application["id"], "interview")
    stands_at(visitor, "Interview")
    withdraw(visitor)

    assert employer_at_work.application(application["id"])["status"] == "withdrawn"


def test_language_is_switched_in_mid_form_without_loss(visitor: Visitor, job: str, tmp_path: Path) -> None:
    page = visitor.page
    page.goto(f"/jobs/{job}/apply/")
    applying.choose(visitor, cv(tmp_path, email=visitor.email))
    applying.fill_in(visitor)
    for language, heading in (("Deutsch", f"Auf „{TITLE}“ bewerben"), ("English", f"Apply for {TITLE}")):
        visitor.press(language)
        visitor.arrive(heading)
        visitor.sees("grace.pdf")
        expect(page.get_by_label("Which town do you live in?")).to_have_value("Köpenick")
        expect(page.get_by_label("Part time")).to_be_checked()
        expect(page.locator("input[name=consent]")).to_be_checked()
    applying.look_over(visitor)


ANSWERS = {
    "permit": True,
    "years": 12,
    "start": "2027-02-01",
    "town": "Köpenick",
    "proud": "The compiler.\nAnd who uses it.",
    "hours": "Part time",
    "state": "Thüringen",
    "tools": ["Python", "Airflow"],
}
