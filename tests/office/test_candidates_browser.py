"""A recruiter's candidates in a real browser, and what is stored after it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applicants.models import Applicant, SavedSearch
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.office.conftest import SignIn, stored, violations

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bucket"),
]
LIST = "/admin/applicants/applicant/"


@pytest.fixture
def ada(employer: Employer) -> Applicant:
    with employer_scope(employer.pk):
        person = ApplicantFactory(
            name="Ada Lovelace",
            headline="Data engineer",
            location="Berlin",
            phone="+4930901820",
            cv_text="Ten years as a data engineer with Kafka, Python and dbt.",
        )
        ApplicantFactory(name="Ben Bright", cv_text="Engineer of data at an internship; Scala")
        ApplicantFactory(name="Cleo Case", cv_text="Python intern")
        return person


def lists(page: Page, *names: str) -> None:
    """The list has these people and no others."""
    listed = page.locator(".c-name")
    expect(listed).to_have_count(len(names))
    for name in names:
        expect(listed.filter(has_text=name)).to_have_count(1)


def test_search_in_cvs_is_saved_shared_and_found_again(
    page: Page, live_server: LiveServer, sign_in: SignIn, quiet: list[str], employer: Employer, ada: Applicant
) -> None:
    user = sign_in("recruiter")
    page.goto(f"{live_server.url}{LIST}")
    assert violations(page) == []
    box = page.get_by_role("searchbox", name="Search candidates and their CVs")
    for words, found in (
        ('"data engineer"', ["Ada Lovelace"]),
        ("scala OR kafka", ["Ada Lovelace", "Ben Bright"]),
        ("python -intern", ["Ada Lovelace"]),
    ):
        box.fill(words)
        with page.expect_navigation():
            box.press("Enter")
        expect(page.locator(".c-chip")).to_contain_text(words)
        lists(page, *found)
    expect(page.locator(".c-piece mark")).to_have_text("Python")
    page.get_by_role("button", name="Save this search").click()
    page.get_by_label("Name").fill("Pythonistas")
    page.get_by_label("Share it with my colleagues").check()
    page.get_by_role("button", name="Save search").click()
    page.goto(f"{live_server.url}{LIST}")
    page.get_by_role("link", name="Pythonistas").click()

    lists(page, "Ada Lovelace")
    assert violations(page) == []
    row = stored(employer, SavedSearch.objects.get)
    assert (row.owner_id, row.query, row.is_shared) == (user.pk, {"q": "python -intern"}, True)


def test_tags_are_added_and_removed_in_place(
    page: Page, live_server: LiveServer, sign_in: SignIn, quiet: list[str], employer: Employer, ada: Applicant
) -> None:
    def tags() -> list[str]:
        return stored(employer, lambda: Applicant.objects.get(pk=ada.pk).tags)  # type: ignore[no-any-return]

    sign_in("recruiter")
    page.goto(f"{live_server.url}{LIST}?q=kafka")
    page.get_by_role("button", name="Add a tag to Ada Lovelace").click()
    page.keyboard.type("call back")
    page.keyboard.press("Enter")
    expect(page.locator("[data-tag='call back']")).to_be_visible()
    assert tags() == ["call back"]
    page.get_by_role("checkbox", name="Select Ada Lovelace").check()
    page.get_by_label("Tag the selected").fill("vip")
    page.get_by_role("button", name="Add tag", exact=True).click()
    expect(page.locator("[data-tag='vip']")).to_be_visible()
    page.get_by_role("button", name="Remove the tag call back").click()
    expect(page.locator("[data-tag='call back']")).to_have_count(0)

    assert tags() == ["vip"]


def test_two_records_are_merged_after_a_preview_and_parted_again(
    page: Page, live_server: LiveServer, sign_in: SignIn, quiet: list[str], employer: Employer, ada: Applicant
) -> None:
    with employer_scope(employer.pk):
        twin = ApplicantFactory(name="Ada Lovelaec", location="Berlin", phone="+4930901820", headline="Countess")
        sent = ApplicationFactory(job=published_job(title="Analyst"), applicant=twin)
    sign_in("recruiter")
    page.goto(f"{live_server.url}{LIST}{ada.pk}/change/")
    assert violations(page) == []
    page.get_by_role("link", name="Compare and merge").click()
    expect(page.get_by_text("moves to this record")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("group", name="Headline").get_by_text("Countess").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Merge the records").click()
    expect(page.get_by_text("The records are one")).to_be_visible()

    merged = stored(employer, lambda: Applicant.objects.get(pk=ada.pk))
    assert (merged.headline, merged.name) == ("Countess", "Ada Lovelace")
    assert stored(employer, lambda: type(sent).objects.get(pk=sent.pk).applicant_id) == ada.pk
    page.get_by_role("button", name="Part again…").click()
    expect(page.get_by_text("These applications go back: Analyst")).to_be_visible()
    page.get_by_role("button", name="Part the records").click()
    expect(page.get_by_text("The records are two again")).to_be_visible()
    assert stored(employer, lambda: type(sent).objects.get(pk=sent.pk).applicant_id) == twin.pk
    assert stored(employer, lambda: Applicant.objects.get(pk=ada.pk).headline) == "Data engineer"


def test_erasure_asks_for_the_name(
    page: Page, live_server: LiveServer, sign_in: SignIn, quiet: list[str], employer: Employer, ada: Applicant
) -> None:
    sign_in("employer_admin")
    page.goto(f"{live_server.url}{LIST}{ada.pk}/change/")
    page.get_by_role("button", name="Erase this person…").click()
    button = page.get_by_role("button", name="Erase for good")
    expect(button).to_be_disabled()
    assert violations(page) == []
    page.get_by_label(re.compile("to confirm")).fill("Ada Lovelace")
    button.click()
    expect(page.get_by_text(re.compile(r"Erased: 1 records"))).to_be_visible()

    gone = stored(employer, lambda: Applicant.objects.get(pk=ada.pk))
    assert gone.erased_at is not None
    assert (gone.name, gone.phone, gone.headline) == ("Erased applicant", "", "")


def test_a_record_is_added_with_its_cv_and_edited(
    page: Page, live_server: LiveServer, sign_in: SignIn, quiet: list[str], employer: Employer
) -> None:
    sign_in("recruiter")
    page.goto(f"{live_server.url}{LIST}add/")
    page.locator("#id_name").fill("Dora Dean")
    page.locator("#id_email").fill("dora@example")
    page.locator("#id_phone").fill("12")
    page.locator("#id_links").fill("Portfolio https://dora.example/work")
    page.locator("#id_cv_file").set_input_files(
        files=[{"name": "cv.txt", "mimeType": "text/plain", "buffer": b"Dora Dean, welder"}]
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Enter a valid email address.")).to_be_visible()
    expect(page.get_by_text(re.compile("not a phone number"))).to_be_visible()
    page.locator("#id_email").fill("dora@example.com")
    page.locator("#id_phone").fill("+49 30 901820")
    page.locator("#id_cv_file").set_input_files(
        files=[{"name": "cv.txt", "mimeType": "text/plain", "buffer": b"Dora Dean, welder"}]
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Dora Dean", exact=True)).to_be_visible()

    row = stored(employer, lambda: Applicant.objects.select_related("cv").get())
    assert (row.phone, row.links) == ("+4930901820", [{"label": "Portfolio", "url": "https://dora.example/work"}])
    assert row.cv.filename == "cv.txt"
