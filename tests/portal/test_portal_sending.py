"""The profile's CV, put straight into the store by the page's script."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from django.test import Client

from applicants.models import Profile
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope, person_scope
from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload
from tests.factories.employers import CandidateFactory
from tests.factories.uploads import UploadFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import CV, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bucket")]
PUT = "/account/profile/resume/"
PROMISE, DONE, REVIEW = f"{PUT}promise/", f"{PUT}done/", f"{PUT}review/"
CONTENT = CV.encode()
ANNOUNCED = {"filename": "Ada.txt", "content_type": "text/plain", "size": str(len(CONTENT))}


def sent(client: Client, content: bytes = CONTENT) -> str:
    promised = client.post(PROMISE, ANNOUNCED).json()
    put = requests.post(promised["url"], data=promised["fields"], files={"file": content}, timeout=10)
    assert put.status_code < 300
    assert client.post(DONE, {"file": promised["file"]}).status_code == 200
    return str(promised["file"])


def resume_of(user: User) -> Any:
    with person_scope(user.pk):
        return Profile.objects.get().resume


def test_file_in_the_store_becomes_the_profile_s(me: Client, ada: User) -> None:
    first = sent(me)
    assert me.post(PUT, {"cv_upload": first, "cv_name": "Ada.txt"})["Location"] == REVIEW
    assert str(resume_of(ada).pk) == first
    assert resume_of(ada).uploaded_by_id == ada.pk

    second = sent(me)
    me.post(PUT, {"cv_upload": second})
    assert str(resume_of(ada).pk) == second


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"filename": "Ada.exe"}, "/filename"),
        ({"content_type": "application/x-msdownload"}, "/content_type"),
        ({"size": "99999999"}, "/size"),
        ({"size": "many"}, "/size"),
    ],
    ids=["name", "type", "large", "no number"],
)
def test_promise_makes_the_same_checks(me: Client, wrong: dict[str, str], pointer: str) -> None:
    answer = me.post(PROMISE, ANNOUNCED | wrong)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_content_is_checked_when_it_has_arrived(me: Client) -> None:
    promised = me.post(PROMISE, ANNOUNCED).json()
    assert me.post(DONE, {"file": promised["file"]}).status_code == 409
    other = b"%PDF-1.7\n" + bytes(len(CONTENT) - 9)
    requests.post(promised["url"], data=promised["fields"], files={"file": other}, timeout=10)

    assert me.post(DONE, {"file": promised["file"]}).status_code == 422


def test_nobody_completes_or_takes_another_s_file(me: Client, ada: User, employer: Employer) -> None:
    bob = signed_in(CandidateFactory())
    with employer_scope(employer.pk):
        at_employer = str(UploadFactory().pk)
    for file in (me.post(PROMISE, ANNOUNCED).json()["file"], sent(me), at_employer, "x"):
        assert bob.post(DONE, {"file": file}).status_code == 404
        assert bob.post(PUT, {"cv_upload": file}).status_code == 422
    assert me.post(PUT, {"cv_upload": at_employer}).status_code == 422


@pytest.mark.parametrize("status", [ScanStatus.INFECTED])
def test_file_that_the_scan_refused_is_not_taken(me: Client, ada: User, status: str) -> None:
    file = sent(me)
    with person_scope(ada.pk):
        Upload.objects.update(scan_status=status)

    answer = me.post(PUT, {"cv_upload": file})
    assert (answer.status_code, "cannot be used" in text_of(answer)) == (422, True)


def test_strangers_are_promised_nothing(client: Client) -> None:
    for address in (PROMISE, DONE):
        assert client.post(address, ANNOUNCED).status_code == 403
        assert client.get(address).status_code == 405


def test_form_without_any_file_says_so(me: Client) -> None:
    answer = me.post(PUT, {})

    assert (answer.status_code, "Please choose a file." in text_of(answer)) == (422, True)
