"""A candidate's own profile on the pages: what it says, positions and studies, JSON Resume."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import Education, Profile, WorkExperience
from employers.models import User
from hiretrack.tenancy import person_scope
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import constant, signed_in

pytestmark = pytest.mark.django_db
PAGE, ABOUT, JSON = "/account/profile/", "/account/profile/about/", "/account/profile/json-resume/"
ADDING = "/account/profile/experience/add/"
WHOLE = {
    "name": "Ada King",
    "headline": "Programmer",
    "phone": "+442079460000",
    "location": "London",
    "country": "GB",
    "links": "https://code.example/ada\nhttps://ada.example",
    "summary": "I write programs.",
    "skills": "Python, Kubernetes,python",
    "languages": "en, de",
    "desired_title": "Data Engineer",
    "desired_locations": "London\nBerlin",
    "remote_preference": "any",
    "minimum_salary": "60000",
    "salary_currency": "EUR",
}
JOB = {"company": "Analytical Engines", "position": "Programmer", "start_date": "2014-02", "highlights": "One\nTwo"}


def own(user: User, model: Any = Profile) -> Any:
    with person_scope(user.pk):
        return model.objects.first()


def test_strangers_are_sent_to_the_door(client: Client) -> None:
    for address in (PAGE, ABOUT, JSON, ADDING):
        assert client.get(address)["Location"] == f"/account/sign-in/?next={address}"


def test_profile_is_changed_as_a_whole(me: Client, ada: User) -> None:
    assert me.post(ABOUT, WHOLE)["Location"] == PAGE

    row = own(ada)
    assert (row.headline, row.phone, row.skills) == ("Programmer", "+442079460000", ["Python", "Kubernetes"])
    assert [link["url"] for link in row.links] == ["https://code.example/ada", "https://ada.example"]
    assert (row.desired_locations, row.salary_currency) == (["London", "Berlin"], "EUR")
    assert User.objects.get(pk=ada.pk).name == "Ada King"
    assert "Your profile is saved." in text_of(me.get(PAGE))


def test_form_shows_what_is_held(me: Client) -> None:
    me.post(ABOUT, WHOLE)
    shown = me.get(ABOUT).content.decode()

    assert "Python, Kubernetes</textarea>" in shown
    assert 'value="GB" selected' in shown


def test_links_keep_their_labels(me: Client, ada: User) -> None:
    with person_scope(ada.pk):
        Profile.objects.create(links=[{"label": "Code", "url": "https://code.example/ada"}])
    me.post(ABOUT, WHOLE)

    assert own(ada).links[0] == {"label": "Code", "url": "https://code.example/ada"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": "12"}, "not a phone number"),
        ({"links": "javascript:alert(1)"}, "A link begins with"),
        ({"languages": "Klingon!"}, "not a language that is known"),
        ({"minimum_salary": "60000", "salary_currency": ""}, "ISO 4217"),
        ({"name": " "}, "Please give your name."),
    ],
    ids=["phone", "link", "language", "currency", "name"],
)
def test_refusals_stand_beside_their_fields(me: Client, ada: User, wrong: dict[str, str], said: str) -> None:
    answer = me.post(ABOUT, WHOLE | wrong)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "I write programs." in answer.content.decode()
    assert User.objects.get(pk=ada.pk).name == "Ada Lovelace"


def test_position_is_added_changed_and_removed(me: Client, ada: User) -> None:
    assert me.post(ADDING, JOB)["Location"] == PAGE
    row = own(ada, WorkExperience)
    assert (row.company, row.highlights) == ("Analytical Engines", ["One", "Two"])
    assert "February 2014 – today" in text_of(me.get(PAGE))

    address = f"/account/profile/experience/{row.pk}/"
    assert 'value="02/2014"' in me.get(address).content.decode()
    me.post(address, JOB | {"end_date": "2019"})
    assert own(ada, WorkExperience).end_date == "2019"

    me.post(f"{address}remove/")
    assert own(ada, WorkExperience) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"company": ""}, "Please name the employer."),
        ({"start_date": "2014-13"}, "that exists"),
        ({"end_date": "2013"}, "The end is before the start."),
    ],
    ids=["nameless", "date", "order"],
)
def test_wrong_positions_are_not_kept(me: Client, ada: User, wrong: dict[str, str], said: str) -> None:
    answer = me.post(ADDING, JOB | wrong)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert own(ada, WorkExperience) is None


def test_study_is_added(me: Client, ada: User) -> None:
    me.post("/account/profile/education/add/", {"institution": "University of London", "area": "Mathematics"})

    assert own(ada, Education).area == "Mathematics"


def test_other_people_s_entries_do_not_exist(me: Client) -> None:
    bob = CandidateFactory()
    signed_in(bob).post(ADDING, JOB)
    address = f"/account/profile/experience/{own(bob, WorkExperience).pk}/"

    assert me.get(address).status_code == 404
    assert me.post(address, JOB | {"company": "Mine"}).status_code == 404
    assert me.post(f"{address}remove/").status_code == 404
    assert own(bob, WorkExperience).company == "Analytical Engines"
    assert "Analytical Engines" not in me.get(PAGE).content.decode()


def test_profile_goes_out_and_comes_back_as_json_resume(me: Client, ada: User) -> None:
    me.post(ABOUT, WHOLE)
    me.post(ADDING, JOB)
    document = me.get(JSON)
    assert json.loads(document.content)["work"][0]["name"] == "Analytical Engines"
    me.post(ABOUT, WHOLE | {"headline": "Gardener"})

    answer = me.post(JSON, {"document": SimpleUploadedFile("resume.json", document.content)})

    assert answer["Location"] == PAGE
    assert own(ada).headline == "Programmer"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is not valid JSON. Please export it from your résumé tool again and choose it here. (Expecting"),
        (b'{"basics": {"label": 5}}', "/basics/label"),
        (b'{"work": [{"name": "A", "startDate": "2020", "endDate": "2019"}]}', "/work/0/endDate"),
        (b"[]", "must be an object"),
        (b"", "This file is empty."),
    ],
    ids=["broken", "shape", "dates", "list", "empty"],
)
def test_unusable_json_resume_changes_nothing(me: Client, ada: User, content: bytes, said: str) -> None:
    me.post(ABOUT, WHOLE)

    answer = me.post(JSON, {"document": SimpleUploadedFile("resume.json", content)})

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert own(ada).headline == "Programmer"


def test_statements_do_not_grow_with_the_profile(me: Client, ada: User) -> None:
    def add() -> None:
        with person_scope(ada.pk):
            WorkExperience.objects.create(company="A", start_date="2019-06")
            Education.objects.create(institution="B")

    me.get(PAGE)
    constant(me, PAGE, add)


def test_pages_are_kept_nowhere(me: Client) -> None:
    for address in (PAGE, ABOUT, ADDING, JSON):
        assert me.get(address)["Cache-Control"] == "no-store"
