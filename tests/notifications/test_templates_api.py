from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from hiretrack.notifications.mail_templates.originals import original
from hiretrack.tenancy import employer_scope
from tests.factories.mail_templates import worded
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
ONE = "/v1/mail-templates/status_rejected"
BODY: dict[str, Any] = {"subject": "About {{ job }}", "body": "No.\n\n{{ link }}", "enabled": True}


@pytest.fixture
def admin(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("employer_admin", employer)


def test_mail_is_written_and_put_back(admin: ApiClient) -> None:
    put = admin.put(ONE, BODY)

    assert put.status_code == 200, put.content
    assert {name: put.json()[name] for name in BODY} == BODY
    assert admin.get(ONE).json() == put.json()
    assert [admin.delete(ONE).status_code, admin.delete(ONE).status_code] == [204, 204]
    back = admin.get(ONE).json()
    assert (back["is_own"], back["body"]) == (False, original("status_rejected").body)


def test_list_names_every_mail_and_its_placeholders(admin: ApiClient) -> None:
    items = admin.get("/v1/mail-templates").json()["items"]

    assert len(items) == 6
    assert [one["name"] for one in items[0]["placeholders"] if one["is_required"]] == ["link"]


def test_what_cannot_be_sent_is_refused_with_its_place(admin: ApiClient) -> None:
    answer = admin.put(ONE, {**BODY, "subject": "{{ link }}", "body": "{{ x }}"})

    assert answer.status_code == 422
    found = {(error["pointer"], error["code"]) for error in answer.json()["errors"]}
    wrong = {"misplaced_placeholder", "unknown_placeholder", "missing_placeholder"}
    assert {code for _pointer, code in found} == wrong


def test_change_of_another_version_is_refused(admin: ApiClient) -> None:
    old = admin.get(ONE).headers["ETag"]
    admin.put(ONE, BODY)

    assert admin.put(ONE, {**BODY, "subject": "x"}, headers={"If-Match": old}).status_code == 412
    assert admin.get(ONE).json()["subject"] == BODY["subject"]


def test_preview_answers_the_mail(admin: ApiClient) -> None:
    made = admin.post(f"{ONE}:preview", {name: BODY[name] for name in ("subject", "body")}).json()

    assert made["subject"].startswith("About ")
    assert made["html"].lstrip().startswith("<!DOCTYPE html>")


def test_words_of_another_employer_are_theirs(admin: ApiClient, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        worded("Globex says no")

    admin.delete(ONE)
    assert "Globex" not in admin.get(ONE).content.decode()
    with employer_scope(other_employer.pk):
        worded("Globex again")


def test_recruiter_reads_and_does_not_write(api: ApiClient, employer: Employer) -> None:
    recruiter = api.as_role("recruiter", employer)

    assert [recruiter.get(ONE).status_code, recruiter.put(ONE, BODY).status_code] == [200, 403]
