"""Fair review at every door: as long as somebody is hidden, no page and no operation says who it is.

New pages and operations are walked without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.api import foreign
from tests.api.contract import Operation, operations, rules
from tests.fixtures import ApiClient
from tests.tenancy.hidden import INNOCENT, PHONE, WORD, hide, reveal, tells
from tests.tenancy.neighbours import Rows, addresses, furnish, lists, pages_of, signed_in

pytestmark = pytest.mark.django_db
ROLES = ("recruiter", "employer_admin")
READS = [o for o in operations() if o.method == "GET" and not rules()[o.key].is_public]
SEARCHES = (WORD, f"Quirin {WORD}", f"{WORD}@example.com", f"{WORD}@", PHONE, PHONE[-7:], f"-{INNOCENT} OR {WORD}")


@pytest.fixture
def ids(employer: Employer) -> dict[str, str]:
    """Of everything that an address of /v1 can name, all of it about the hidden person."""
    made = foreign.furnish(employer)
    with employer_scope(employer.pk):
        applicant = Applicant.objects.get(pk=made["applicantId"])
        application = Application.objects.get(pk=made["applicationId"])
    hide(employer, applicant, application)
    return made


@pytest.fixture
def rows(employer: Employer) -> Rows:
    made = furnish(employer, "plainword")
    hide(employer, made[Applicant], made[Application])
    return made


def asked(client: ApiClient, operation: Operation, ids: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Plain, and with everything that can be expanded."""
    path = operation.path
    for name in operation.parameters:
        path = path.replace(f"{{{name}}}", ids[name])
    yield path, client.get(path)
    known = {one["name"]: one for one in operation.definition.get("parameters", []) if "name" in one}
    for name in known.get("expand", {}).get("schema", {}).get("items", {}).get("enum", []):
        yield f"{path}?expand={name}", client.get(f"{path}?expand={name}")


@pytest.mark.parametrize("role", ROLES)
def test_no_operation_says_who_it_is(role: str, ids: dict[str, str], api: ApiClient, employer: Employer) -> None:
    client = api.as_role(role, employer)

    answers = [one for operation in READS for one in asked(client, operation, ids)]

    assert not [f"{path}: {answer.status_code}" for path, answer in answers if tells(answer)]
    assert not [path for path, answer in answers if answer.status_code >= 500]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_who_it_is(role: str, rows: Rows, employer: Employer) -> None:
    client = signed_in(role, employer)
    plain = [f"/admin/{path}" for path, _ in addresses() if "<" not in path and "(" not in path and "log" not in path]

    answers = [(path, client.get(path)) for path in [*pages_of(rows), *plain]]
    answers += [(f"{path}?o={n}", client.get(path, {"o": n})) for path in lists().values() for n in ("1", "-2")]

    assert not [f"{path}: {answer.status_code}" for path, answer in answers if tells(answer)]


@pytest.mark.parametrize("role", ROLES)
def test_no_list_finds_a_hidden_name(role: str, rows: Rows, employer: Employer) -> None:
    client = signed_in(role, employer)
    secret = {str(rows[model].pk) for model in (Applicant, Application)}

    found = [
        f"{path}?q={words}"
        for path in (lists()[Applicant], lists()[Application])
        for words in SEARCHES
        if any(pk in client.get(path, {"q": words}).content.decode() for pk in secret)
    ]

    assert not found


def test_no_search_of_the_api_finds_a_hidden_name(ids: dict[str, str], api: ApiClient, employer: Employer) -> None:
    client = api.as_role("recruiter", employer)

    for words in SEARCHES:
        for path in ("/v1/applicants", "/v1/applications"):
            assert client.get(path, {"q": words}).json()["items"] == [], (path, words)


def test_words_of_the_cv_still_find(ids: dict[str, str], api: ApiClient, employer: Employer) -> None:
    client = api.as_role("recruiter", employer)

    for path, pk in (("/v1/applicants", ids["applicantId"]), ("/v1/applications", ids["applicationId"])):
        found = client.get(path, {"q": INNOCENT}).json()["items"]
        assert pk in [one["id"] for one in found]


def test_absence_of_a_name_is_no_answer_either(ids: dict[str, str], api: ApiClient, employer: Employer) -> None:
    found = api.as_role("recruiter", employer).get("/v1/applicants", {"q": f"{INNOCENT} -{WORD}"}).json()["items"]

    assert [one["id"] for one in found] == [ids["applicantId"]]


def test_choices_say_nothing(rows: Rows, employer: Employer) -> None:
    client = signed_in("recruiter", employer)
    questions = [
        {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": field.name,
            "term": term,
        }
        for model in rows
        for field in model._meta.fields
        if field.is_relation
        for term in ("", WORD)
    ]

    answers = [(one, client.get("/admin/autocomplete/", one)) for one in questions]

    assert not [one for one, answer in answers if tells(answer)]


LOOKUPS = (
    "name__startswith", "email__startswith", "phone__contains", "headline__contains", "cv_text__contains",
    "applicant__name__startswith", "applicant__phone__contains", "submitted__name", "cover_letter__contains",
    "cv__filename__contains", "filename__startswith", "survivor__name__startswith", "external_id",
    "fields__name__before__startswith",
)  # fmt: skip


def test_addresses_ask_about_no_hidden_column(rows: Rows, employer: Employer) -> None:
    client = signed_in("employer_admin", employer)
    models = [model for model in lists() if model._meta.app_label in {"applicants", "applications", "shortlists"}]

    answers = [
        (f"{lists()[model]}?{name}", client.get(lists()[model], {name: "z"})) for model in models for name in LOOKUPS
    ]

    assert not [path for path, answer in answers if answer.status_code == 200]


@pytest.mark.parametrize("role", ROLES)
def test_known_from_the_interview_on(role: str, ids: dict[str, str], api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        application = Application.objects.get(pk=ids["applicationId"])
    reveal(employer, application)
    client, page = api.as_role(role, employer), signed_in(role, employer)

    shown = client.get(f"/v1/applications/{application.pk}?expand=applicant").json()

    assert shown["applicant"]["name"] == f"Quirin {WORD}"
    assert WORD in shown["cover_letter"]
    assert WORD in client.get(f"/v1/applicants/{ids['applicantId']}").json()["email"]
    assert [one["id"] for one in client.get("/v1/applicants", {"q": WORD}).json()["items"]] == [ids["applicantId"]]
    assert tells(page.get(f"/admin/applicants/applicant/{ids['applicantId']}/change/"))


def test_files_are_refused_with_a_reason(ids: dict[str, str], api: ApiClient, employer: Employer) -> None:
    client = api.as_role("employer_admin", employer)
    with employer_scope(employer.pk):
        row = Application.objects.get(pk=ids["applicationId"])

    for upload in (row.cv_id, row.cover_letter_file_id):
        answer = client.get(f"/v1/uploads/{upload}")
        assert (answer.status_code, answer.json()["code"]) == (409, "identity_hidden")


@pytest.mark.parametrize("change", [{"name": "Guess"}, {"email": "guess@example.com"}, {"headline": "Guess"}])
def test_who_it_is_is_not_changed_blindly(
    change: dict[str, str], ids: dict[str, str], api: ApiClient, employer: Employer
) -> None:
    client = api.as_role("employer_admin", employer)

    answer = client.patch(f"/v1/applicants/{ids['applicantId']}", change)

    assert (answer.status_code, answer.json()["code"]) == (409, "identity_hidden")
    assert client.patch(f"/v1/applicants/{ids['applicantId']}", {"tags": ["kept"]}).status_code == 200


def test_address_of_a_hidden_person_is_not_theirs_to_find(
    ids: dict[str, str], api: ApiClient, employer: Employer
) -> None:
    client = api.as_role("recruiter", employer)

    answer = client.post("/v1/applicants", {"name": "Somebody", "email": f"{WORD}@example.com"})

    assert answer.status_code == 409
    assert "applicant_id" not in answer.json()
