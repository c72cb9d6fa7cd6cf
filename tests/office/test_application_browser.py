"""A recruiter at a real Chromium reads an application, talks about it, and decides it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applications.models import Application, ApplicationNote
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.notes import noted
from tests.factories.shortlists import order
from tests.factories.uploads import UploadFactory, arrived, pdf
from tests.fixtures import user_with
from tests.office.conftest import SignIn, stored, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bucket")]
LIST = "/admin/applications/application/"


@pytest.fixture
def rows(employer: Employer) -> list[Application]:
    """Two new ones of a job, the newer with a CV, and one that is elsewhere in the pipeline."""
    with employer_scope(employer.pk):
        job = published_job()
        older = ApplicationFactory(job=job, applicant__name="Olga Older")
        ApplicationFactory(job=job, applicant__name="Sam Screened", status="screening")
        newer = ApplicationFactory(job=job, applicant__name="Nina Newer", cv=UploadFactory(filename="nina.pdf"))
        upload = arrived(newer.cv, pdf("Wind turbines"))
        Upload.objects.filter(pk=upload.pk).update(scan_status="clean", text="Wind turbines")
        return [newer, older]


def test_recruiter_reads_talks_rejects_and_goes_on(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, rows: list[Application], quiet: list[str]
) -> None:
    newer, older = rows
    grace = user_with("recruiter", employer)
    User.objects.filter(pk=grace.pk).update(name="Grace Hopper")
    sign_in("recruiter")

    page.goto(f"{live_server.url}{LIST}?status__exact=new")
    page.get_by_role("link", name="Nina Newer").click()
    # The file stands in a frame without any right; its words can be found and selected.
    expect(page.frame_locator("iframe").get_by_text("Wind turbines")).to_be_attached()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    page.wait_for_load_state()

    page.get_by_label("Note for the team").press_sequentially("Good. @gra")
    expect(page.get_by_role("option", name=re.compile("Grace Hopper"))).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_label("Note for the team").press_sequentially("what do you think?")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".a-mention")).to_have_text("@Grace Hopper")
    note = stored(employer, ApplicationNote.objects.get)
    assert (note.body, note.mentions) == ("Good. @Grace Hopper what do you think?", [grace.pk])

    page.get_by_role("button", name="Reject…").click()
    page.get_by_label("Reason", exact=True).fill("Too far")
    page.get_by_label("in three days").check()
    page.get_by_role("dialog").get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("The candidate will be told on")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Cancel the mail").click()
    expect(page.get_by_text("The candidate has not been told")).to_be_visible()
    decided = stored(employer, lambda: Application.objects.get(pk=newer.pk))
    assert (decided.status, decided.rejection_reason) == ("rejected", "Too far")
    assert (decided.told_status, decided.tell_at) == ("new", None)

    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(f"{older.pk}/change/.*status__exact%3Dnew"))
    page.get_by_role("button", name="Shortlist", exact=False).click()
    expect(page.get_by_role("button", name="On the shortlist")).to_be_visible()
    assert stored(employer, lambda: order(older.job)) == [older.applicant_id]


def test_what_is_written_is_not_lost_by_leaving(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, rows: list[Application], quiet: list[str]
) -> None:
    sign_in("recruiter")
    page.goto(f"{live_server.url}{LIST}{rows[0].pk}/change/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("textbox", name="Summary").fill("Half a thought")
    with page.expect_event("dialog"):
        page.get_by_role("button", name="Move to Screening").click()
    page.get_by_role("textbox", name="Summary").blur()
    with page.expect_event("dialog"):
        page.keyboard.press("j")

    assert asked == ["confirm", "confirm"]
    page.get_by_role("button", name="Save summary").click()
    expect(page.get_by_text("The summary is saved.")).to_be_visible()
    page.get_by_role("button", name="Move to Screening").click()
    expect(page.locator("[data-status=screening]")).to_be_visible()
    found = stored(employer, lambda: Application.objects.get(pk=rows[0].pk))
    assert (found.notes, found.status, len(asked)) == ("Half a thought", "screening", 2)


def test_note_is_changed_and_deleted_in_place(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, rows: list[Application], quiet: list[str]
) -> None:
    user = sign_in("recruiter")
    with employer_scope(employer.pk):
        noted(rows[0], "First words", by=user)
    page.goto(f"{live_server.url}{LIST}{rows[0].pk}/change/")

    page.get_by_text("Change", exact=True).click()
    page.get_by_label("Note", exact=True).fill("Better words")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".a-is-note .o-prose")).to_have_text("Better words")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_text("Change", exact=True).click()
    page.get_by_role("button", name="Delete").click()

    expect(page.locator(".a-is-note")).to_have_count(0)
    assert stored(employer, ApplicationNote.objects.count) == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_page_is_accessible(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, rows: list[Application],
    scheme: str, width: int,
) -> None:  # fmt: skip
    sign_in("recruiter")
    with employer_scope(employer.pk):
        noted(rows[0], "Some words")
        Application.objects.filter(pk=rows[0].pk).update(
            answers=[{"question": "May you work here?", "answer": False, "knocked_out": True}], cover_letter="Dear team"
        )
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}{LIST}{rows[0].pk}/change/")
    expect(page.locator("iframe")).to_be_visible()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Reject…").click()
    assert violations(page, "dialog[open]") == []
