"""A résumé fills the profile, after its owner has looked over what was found."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import Education, Profile, WorkExperience
from employers.models import User
from hiretrack.tenancy import person_scope
from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import CV, signed_in

pytestmark = pytest.mark.django_db
PAGE, PUT, REVIEW = "/account/profile/", "/account/profile/resume/", "/account/profile/resume/review/"
FOUND = {"take_headline": "on", "headline": "Engine programmer", "skills": ["Python"]}


@pytest.fixture
def ada(db: None) -> User:
    user: User = CandidateFactory(email="ada@example.com", name="Ada Lovelace")
    return user


@pytest.fixture
def me(ada: User) -> Client:
    return signed_in(ada)


def put(client: Client, content: bytes = CV.encode(), name: str = "Ada.txt") -> Any:
    return client.post(PUT, {"file": SimpleUploadedFile(name, content)})


def scanned(user: User, text: str = CV, status: str = ScanStatus.CLEAN) -> None:
    with person_scope(user.pk):
        Upload.objects.update(scan_status=status, text=text)


def own(user: User, model: Any) -> list[Any]:
    with person_scope(user.pk):
        return list(model.objects.all())


def ticked(client: Client) -> dict[str, Any]:
    """The form as the page shows it, unchanged."""
    form = client.get(REVIEW).context["form"]
    sent = {field.name: field.value() for field in form}
    return {name: "\n".join(v) if isinstance(v, list) and name != "skills" else v for name, v in sent.items()}


def test_file_waits_for_its_scan(me: Client, ada: User) -> None:
    assert put(me)["Location"] == REVIEW
    waiting = me.get(REVIEW)

    assert "is being checked and read" in text_of(waiting)
    assert own(ada, Profile)[0].resume_id == own(ada, Upload)[0].pk
    assert me.get("/account/profile/resume/file/").status_code == 404


def test_findings_are_shown_ticked_beside_what_is_held(me: Client, ada: User) -> None:
    with person_scope(ada.pk):
        Profile.objects.create(headline="Gardener", skills=["python"])
    put(me)
    scanned(ada)
    shown = me.get(REVIEW)

    text = text_of(shown)
    assert "Your profile says: Gardener" in text
    assert "Babbage GmbH" in shown.content.decode()
    assert shown.context["form"].new_skills[-1] == "Kubernetes"
    assert own(ada, WorkExperience) == []


def test_all_that_is_confirmed_is_kept(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    assert me.post(REVIEW, ticked(me))["Location"] == PAGE

    profile, job, study = (own(ada, model)[0] for model in (Profile, WorkExperience, Education))
    assert profile.phone == "+442079460000"
    assert {"Python", "Kubernetes"} <= set(profile.skills)
    assert (job.company, job.start_date) == ("Babbage GmbH", "2014-02")
    assert study.institution == "University of London"


def test_only_what_is_ticked_is_kept_as_corrected(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    me.post(REVIEW, FOUND)

    profile = own(ada, Profile)[0]
    assert (profile.headline, profile.phone, profile.skills) == ("Engine programmer", "", ["Python"])
    assert own(ada, WorkExperience) == own(ada, Education) == []


def test_entry_that_is_held_is_changed_not_doubled(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    me.post(REVIEW, ticked(me))
    me.post(REVIEW, ticked(me) | {"experience_0_end": "2020"})

    assert [row.end_date for row in own(ada, WorkExperience)] == ["2020"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"experience_0_end": "2001"}, "The end is before the start."),
        ({"experience_0_organisation": ""}, "or leave this entry out"),
        ({"phone": "12"}, "not a phone number"),
        ({"skills": ["Cobol"]}, "Select a valid choice"),
    ],
    ids=["period", "nameless", "phone", "not found"],
)
def test_mistakes_keep_everything_out(me: Client, ada: User, wrong: dict[str, Any], said: str) -> None:
    put(me)
    scanned(ada)
    answer = me.post(REVIEW, ticked(me) | wrong)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert own(ada, WorkExperience) == own(ada, Education) == []
    assert own(ada, Profile)[0].skills == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("Ada.exe", b"MZ", "ends in"), ("Ada.pdf", b"no pdf", "PDF"), ("Ada.txt", b"", "This file is empty.")],
    ids=["kind", "content", "empty"],
)
def test_unusable_files_are_refused(me: Client, ada: User, name: str, content: bytes, said: str) -> None:
    answer = put(me, content, name)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert own(ada, Upload) == []


@pytest.mark.parametrize(
    ("status", "text", "said"),
    [(ScanStatus.INFECTED, "", "not accepted"), (ScanStatus.CLEAN, " ", "No text could be read")],
    ids=["infected", "picture"],
)
def test_what_cannot_be_read_is_told(me: Client, ada: User, status: str, text: str, said: str) -> None:
    put(me)
    scanned(ada, text, status)

    assert said in text_of(me.get(REVIEW))


def test_nobody_reads_another_person_s_file(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    bob = signed_in(CandidateFactory())

    assert bob.get(REVIEW).status_code == 404
    assert bob.get("/account/profile/resume/file/").status_code == 404
    assert "Ada.txt" not in bob.get(PAGE).content.decode()


def test_clean_file_is_downloaded_from_the_store(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)

    assert me.get("/account/profile/resume/file/").status_code == 302
