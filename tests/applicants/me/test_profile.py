from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from applicants.models import EqualOpportunityAnswers, Profile
from applicants.profiles import services
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants, employer_scope, person_scope
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import scan, store, sweep_leftovers
from tests.factories.uploads import UploadFactory, pdf
from tests.fixtures import ApiClient, user_with

PROFILE = "/v1/me/profile"
FULL: dict[str, Any] = {
    "phone": "+49301234567", "location": "Berlin", "country": "DE", "headline": "Engineer", "summary": "I build.",
    "links": [{"label": "Code", "url": "https://code.example/ada"}], "skills": ["Go", "C++"], "languages": ["de-AT"],
    "desired_title": "Lead", "desired_locations": ["Wien"], "remote_preference": "hybrid",
    "minimum_salary": "90000.50", "salary_currency": "EUR",
    "equal_opportunity": {"gender": "woman", "ethnicity": "", "disability": "none", "veteran_status": ""},
}  # fmt: skip


def resume_of(owner: User) -> Upload:
    return store(
        employer_id=None, kind="resume", filename="Ada.pdf", content=pdf("Ada"), content_type="application/pdf",
        uploaded_by=owner.pk,
    )  # fmt: skip


def test_first_look_makes_the_profile(me: ApiClient, candidate: User) -> None:
    first, again = me.get(PROFILE), me.get(PROFILE)

    assert first.status_code == 200
    assert first.json() == again.json()
    assert (first.json()["email"], first.json()["resume"]) == (candidate.email, None)
    with all_tenants(reason="test"):
        assert AuditLog.objects.filter(action="profile.created").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_first_looks_at_once_make_one_profile(candidate: User) -> None:
    made = []

    def look() -> None:
        with person_scope(candidate.pk):
            made.append(services.own_profile().pk)
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(made), len(set(made))) == (6, 1)


def test_everything_that_was_sent_comes_back(me: ApiClient) -> None:
    answer = me.patch(PROFILE, FULL)

    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in FULL} == FULL
    assert me.get(PROFILE).json() == answer.json()


def test_values_are_tidied(me: ApiClient) -> None:
    body = {"phone": "030 1234567", "country": "DE", "skills": ["Go", " go", "Rust"], "links": [{"url": "https://a.b"}]}

    shown = me.patch(PROFILE, body).json()

    assert (shown["phone"], shown["skills"]) == ("+49301234567", ["Go", "Rust"])
    assert shown["links"] == [{"label": "a.b", "url": "https://a.b"}]


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"phone": "call me"}, 422, "/phone"),
        ({"country": "ZZ"}, 422, "/country"),
        ({"languages": ["german"]}, 422, "/languages/0"),
        ({"links": [{"url": "ftp://a.b"}]}, 422, "/links/0/url"),
        ({"minimum_salary": "5"}, 422, "/salary_currency"),
        ({"minimum_salary": 5}, 422, "/minimum_salary"),
        ({"minimum_salary": "5", "salary_currency": "XXX"}, 422, "/salary_currency"),
        ({"remote_preference": "moon"}, 422, "/remote_preference"),
        ({"skills": ["x"] * 101}, 422, "/skills"),
        ({"equal_opportunity": {"gender": 1}}, 422, "/equal_opportunity/gender"),
        ({"equal_opportunity": {"age": "1"}}, 400, "/equal_opportunity/age"),
        ({"email": "other@example.com"}, 400, "/email"),
        ({"more": {}}, 400, "/more"),
    ],
)
def test_body_that_breaks_a_rule_is_refused(me: ApiClient, body: Any, status: int, pointer: str) -> None:
    answer = me.patch(PROFILE, body)

    assert answer.status_code == status, answer.content
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def test_change_can_take_values_away(me: ApiClient) -> None:
    me.patch(PROFILE, FULL)

    shown = me.patch(PROFILE, {"minimum_salary": None, "country": None, "phone": "", "links": []}).json()

    assert [shown[name] for name in ("minimum_salary", "salary_currency", "country")] == [None] * 3
    assert (shown["phone"], shown["links"], shown["headline"]) == ("", [], "Engineer")


def test_change_needs_the_current_version(me: ApiClient) -> None:
    tag = me.get(PROFILE).headers["ETag"]

    first = me.patch(PROFILE, {"headline": "A"}, headers={"If-Match": tag})
    second = me.patch(PROFILE, {"headline": "B"}, headers={"If-Match": tag})
    third = me.patch(PROFILE, {"equal_opportunity": {"gender": "x"}}, headers={"If-Match": first.headers["ETag"]})

    assert [first.status_code, second.status_code, third.status_code] == [200, 412, 200]
    assert third.headers["ETag"] != first.headers["ETag"]
    assert me.get(PROFILE, headers={"If-None-Match": third.headers["ETag"]}).status_code == 304


def test_answers_are_kept_apart(me: ApiClient, candidate: User) -> None:
    me.patch(PROFILE, {"equal_opportunity": {"gender": "woman"}})
    me.patch(PROFILE, {"equal_opportunity": {"disability": "none"}})

    with person_scope(candidate.pk):
        row = EqualOpportunityAnswers.objects.get()
        assert (row.gender, row.disability) == ("woman", "none")
        assert not {"gender", "ethnicity"} & {field.name for field in Profile._meta.get_fields()}


def test_profile_is_the_own_one(me: ApiClient, stranger: ApiClient) -> None:
    me.patch(PROFILE, FULL)

    assert stranger.get(PROFILE).json()["headline"] == ""


@pytest.mark.parametrize("role", ["employer_admin", "recruiter", "viewer", "platform"])
def test_only_candidates_have_one(api: ApiClient, employer: Employer, role: str) -> None:
    assert api.as_role(role, employer).get(PROFILE).status_code == 403


def test_whoever_also_works_for_an_employer_acts_as_themselves(api: ApiClient, employer: Employer) -> None:
    both = user_with("recruiter", employer)
    both.roles = ["recruiter", "applicant"]
    both.save()

    assert api.as_user(both).patch(PROFILE, {"headline": "Me"}).json()["headline"] == "Me"
    with employer_scope(employer.pk):
        assert not Profile.objects.exists()


def test_profile_takes_two_queries(me: ApiClient, django_assert_max_num_queries: Any) -> None:
    me.patch(PROFILE, FULL)

    # Beside them: the savepoint and the scope, opened and closed.
    with django_assert_max_num_queries(6):
        assert me.get(PROFILE).status_code == 200


def test_resume_is_shown_once_it_is_clean(me: ApiClient, candidate: User, bucket: str) -> None:
    upload = resume_of(candidate)

    pending = me.post(f"{PROFILE}/resume", {"upload_id": str(upload.pk)}).json()
    scan(upload_id=upload.pk, owner_id=candidate.pk)
    clean = me.get(PROFILE).json()

    assert (pending["resume"]["scan_status"], pending["resume"]["download_url"]) == ("pending", None)
    assert clean["resume"]["filename"] == "Ada.pdf"
    assert "X-Amz-Signature" in clean["resume"]["download_url"]


def test_new_resume_removes_the_one_before(me: ApiClient, candidate: User, bucket: str) -> None:
    first, second = resume_of(candidate), resume_of(candidate)
    for upload in (first, second, second):
        assert me.post(f"{PROFILE}/resume", {"upload_id": str(upload.pk)}).status_code == 200

    assert me.get(f"/v1/uploads/{first.pk}").status_code == 404
    assert sweep_leftovers() == 1
    with all_tenants(reason="test"):
        assert list(Upload.objects.values_list("pk", flat=True)) == [second.pk]


def test_only_an_own_file_becomes_the_resume(me: ApiClient, candidate: User, employer: Employer, bucket: str) -> None:
    with employer_scope(employer.pk):
        theirs = UploadFactory(uploaded_by=candidate)
    strangers = resume_of(user_with("applicant", None))

    for upload in (theirs, strangers):
        answer = me.post(f"{PROFILE}/resume", {"upload_id": str(upload.pk)})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "upload_unusable")
