"""The list of candidates with its search and tags, and who may see and do what."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant, SavedSearch
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory, saved_search
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db
LIST = "/admin/applicants/applicant/"


@pytest.fixture
def user(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def recruiter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def viewer(employer: Employer) -> Client:
    client = Client()
    client.force_login(user_with("viewer", employer))
    return client


def made(employer: Employer, **values: Any) -> Applicant:
    with employer_scope(employer.pk):
        return ApplicantFactory(**values)


def now(employer: Employer, person: Applicant) -> Applicant:
    with employer_scope(employer.pk):
        return Applicant.objects.get(pk=person.pk)


def address(person: Applicant, verb: str = "change") -> str:
    return f"{LIST}{person.pk}/{verb}/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_search_marks_the_words_and_escapes_the_rest(recruiter: Client, employer: Employer) -> None:
    made(employer, name="Ada", cv_text="Likes <script>alert(1)</script> and Kafka, daily")
    made(employer, name="Bob", cv_text="Cobol")

    page = text(recruiter.get(LIST, {"q": "kafka"}))

    assert "<mark>Kafka</mark>, daily" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Found in: CV" in page
    assert "Bob" not in page


def test_list_says_about_how_many_and_turns_pages(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        ApplicantFactory.create_batch(30, skills=["SQL"])

    first, second = recruiter.get(LIST, {"skill": "sql"}), recruiter.get(LIST, {"skill": "sql", "p": "2"})

    assert "30 candidates" in text(first)
    assert "?skill=sql&amp;p=2" in text(first)
    assert (len(first.context["cl"].lines), len(second.context["cl"].lines)) == (25, 5)


def test_what_cannot_be_asked_is_said(recruiter: Client, employer: Employer) -> None:
    made(employer)

    answer = recruiter.get(LIST, {"job": "x"}, follow=True)

    assert answer.status_code == 200
    assert "not the id of a job" in text(answer)


@pytest.mark.parametrize("asked", [{}, {"q": "kafka"}, {"status": "new", "tag": "vip"}])
def test_list_costs_the_same_for_one_and_for_three(
    recruiter: Client, employer: Employer, asked: dict[str, str]
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "kafka" in text(recruiter.get(LIST, asked)).lower()
        return len(queries)

    def add() -> None:
        with employer_scope(employer.pk):
            person = ApplicantFactory(cv_text="kafka", headline="Kafka", tags=["vip"])
            ApplicationFactory(job=published_job(), applicant=person)

    add()
    cost()
    once = cost()
    add()
    add()

    assert cost() == once


def test_search_is_saved_shown_changed_and_deleted(recruiter: Client, employer: Employer, user: User) -> None:
    recruiter.post("/admin/applicants/savedsearch/save/", {"name": "Streams", "address": "q=kafka&tag=vip&p=2"})
    with employer_scope(employer.pk):
        row = SavedSearch.objects.get()
    chips = text(recruiter.get(LIST))
    recruiter.post(f"/admin/applicants/savedsearch/{row.pk}/change/", {"name": "Kafka", "is_shared": "on"})
    with employer_scope(employer.pk):
        row.refresh_from_db()

    assert (row.query, row.owner_id) == ({"q": "kafka", "tag": ["vip"]}, user.pk)
    assert 'href="?q=kafka&amp;tag=vip"' in chips
    assert (row.name, row.is_shared) == ("Kafka", True)
    recruiter.post(f"/admin/applicants/savedsearch/{row.pk}/delete/")
    with employer_scope(employer.pk):
        assert not SavedSearch.objects.exists()


def test_shared_searches_are_the_colleagues_too(viewer: Client, employer: Employer, user: User) -> None:
    with employer_scope(employer.pk):
        saved_search(user, "Shared one", is_shared=True)
        mine = saved_search(user, "Hidden one")

    page = text(viewer.get(LIST))

    assert "Shared one" in page
    assert "Hidden one" not in page
    assert viewer.post(f"/admin/applicants/savedsearch/{mine.pk}/delete/").status_code == 403


def test_tags_are_put_on_and_taken_off(recruiter: Client, employer: Employer) -> None:
    person = made(employer, tags=["old"])
    script = {"headers": {"Accept": "application/json"}}

    added = recruiter.post(address(person, "tag"), {"add": "vip, call back"}, **script)
    removed = recruiter.post(address(person, "tag"), {"remove": "old"}, **script)
    nothing = recruiter.post(address(person, "tag"), {"add": " "}, **script)

    assert added.json()["tags"] == ["old", "vip", "call back"]
    assert removed.json()["tags"] == ["vip", "call back"]
    assert (nothing.status_code, nothing.json()["detail"]) == (422, "Type a tag.")


def test_selected_candidates_are_tagged(recruiter: Client, employer: Employer, other_employer: Employer) -> None:
    ours, theirs = made(employer), made(other_employer)

    recruiter.post(f"{LIST}tag-selected/", {"_selected_action": [ours.pk, theirs.pk], "add": "vip"})

    assert now(employer, ours).tags == ["vip"]
    assert now(other_employer, theirs).tags == []


def test_tag_is_renamed_on_the_page_of_tags(recruiter: Client, employer: Employer) -> None:
    person = made(employer, tags=["Callback"])

    assert "Callback" in text(recruiter.get("/admin/applicants/tags/"))
    recruiter.post("/admin/applicants/tags/rename/", {"old": "callback", "new": "call back"})
    suggested = recruiter.get("/admin/applicants/tags/suggest/", {"q": "call"}).json()

    assert now(employer, person).tags == ["call back"]
    assert suggested == {"tags": ["call back"]}


def test_viewer_sees_no_buttons_and_presses_none(viewer: Client, employer: Employer) -> None:
    person = made(employer, tags=["vip"])
    verbs = ("tag", "merge/confirm", "unmerge", "export", "erase", f"told-apart/{person.pk}")

    pages = text(viewer.get(address(person))) + text(viewer.get(LIST)) + text(viewer.get("/admin/applicants/tags/"))

    assert not [word for word in ("Merge…", "Erase this", "Export all", "Add a tag", "Add candidate") if word in pages]
    assert {viewer.post(address(person, verb)).status_code for verb in verbs} == {403}
    assert viewer.get(address(person, "merge")).status_code == 403


def test_fair_review_hides_the_person_everywhere(recruiter: Client, employer: Employer) -> None:
    person = made(employer, name="Zenobia Quartermaine", email="zq@ohm.test", cv_text="Zenobia Quartermaine, Kafka")
    with employer_scope(employer.pk):
        ApplicationFactory(job=published_job(fair_review=True), applicant=person)

    found = text(recruiter.get(LIST, {"q": "kafka"}))
    page, form = text(recruiter.get(address(person))), text(recruiter.get(address(person), {"edit": "1"}))
    merging = text(recruiter.get(address(person, "merge")))
    recruiter.post(address(person), {"name": "Known"})

    for shown in (found, page, form, merging):
        assert "quartermaine" not in shown.lower()
        assert "zq@ohm.test" not in shown
    assert "Fair review" in found
    assert "stay hidden until" in page
    assert "Candidate " not in text(recruiter.get(LIST, {"q": "quartermaine"})).partition("c-count")[2]
    assert now(employer, person).name == "Zenobia Quartermaine"
    assert recruiter.get(address(person, "cv")).status_code == 404


def test_platform_admin_may_look_and_tag(employer: Employer) -> None:
    person, client = made(employer, name="Ada", cv_text="kafka"), Client()
    client.force_login(user_with("platform", None))

    assert "Ada" in text(client.get(LIST, {"q": "kafka"}))
    for path in (address(person), address(person, "merge"), "/admin/applicants/tags/", "/admin/applicants/duplicates/"):
        assert client.get(path).status_code == 200, path
    client.post(address(person, "tag"), {"add": "vip"})

    assert now(employer, person).tags == ["vip"]


def test_address_does_not_tell_whose_alias_it_is(recruiter: Client, employer: Employer) -> None:
    person = made(employer, email="zq@ohm.test")
    with employer_scope(employer.pk):
        ApplicationFactory(job=published_job(fair_review=True), applicant=person)

    page = text(recruiter.post(f"{LIST}add/", {"name": "Zenobia", "email": "zq@ohm.test"}))

    assert "whom a fair review hides" in page
    assert str(person.pk) not in page


def test_name_that_no_database_keeps_is_tidied(recruiter: Client, employer: Employer) -> None:
    recruiter.post("/admin/applicants/savedsearch/save/", {"name": "Ka\x00fka", "address": "?q=kafka"})

    with employer_scope(employer.pk):
        assert SavedSearch.objects.get().name == "Kafka"
