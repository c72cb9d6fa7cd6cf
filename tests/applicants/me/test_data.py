"""Everything that is held about a person: exported whole, erased whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant
from applicants.tracker.services import track
from applications.models import Application
from employers.models import Employer, RefreshToken, User
from employers.tokens import issue_pair
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.models import Message, Notification, NotificationPreference
from hiretrack.tenancy import all_tenants, employer_scope, new_id, person_scope
from hiretrack.uploads import storage
from hiretrack.uploads.services import claim, store, sweep_leftovers
from tests.factories.people import own_rows
from tests.factories.uploads import pdf
from tests.fixtures import ApiClient, user_with
from tests.test_house import person_models

DATA, ERASE = "/v1/me/data", "/v1/me?confirm=erase-everything"
WORD = "Lovelace-of-the-engines"


def applied(employer: Employer, owner: User, note: str = "") -> Application:
    from tests.factories.jobs import PublishedJobFactory

    with employer_scope(employer.pk):
        applicant = Applicant.objects.create(name=WORD, email=owner.email, user=owner, headline=note)
        return Application.objects.create(job=PublishedJobFactory.create(), applicant=applicant, cover_letter=note)


@pytest.fixture
def known(candidate: User, employer: Employer, other_employer: Employer) -> User:
    """The candidate with rows of every kind, and an application at each of two employers."""
    own_rows(candidate.pk, WORD)
    for where in (employer, other_employer):
        applied(where, candidate, f"{WORD} at {where.name}")
    with all_tenants(reason="test"):
        Notification.objects.create(recipient=candidate, kind="x", cause_id=new_id(), entity_id=new_id())
        NotificationPreference.objects.create(user=candidate, kind="x", email=False, in_app=True)
        Message.objects.create(
            kind="verify", cause_id=new_id(), entity_id=candidate.pk, recipient=candidate.email, state=MessageState.SENT
        )
    return candidate


def stored_file(owner: User) -> Any:
    upload = store(
        employer_id=None, kind="resume", filename=f"{WORD}.pdf", content=pdf(), content_type="application/pdf",
        uploaded_by=owner.pk,
    )  # fmt: skip
    with upload.home.scope():
        claim(upload_ids=[upload.pk])
    return upload


def test_export_holds_everything(me: ApiClient, known: User, employer: Employer, other_employer: Employer) -> None:
    me.get("/v1/me/profile")

    answer = me.get(DATA)

    shown = answer.json()
    assert answer.status_code == 200, answer.content
    assert "attachment" in answer.headers["Content-Disposition"]
    assert (shown["account"]["email"], shown["account"]["language"]) == (known.email, "en")
    assert shown["profile"]["equal_opportunity"]["gender"] == shown["profile"]["headline"] == WORD
    assert [len(shown[part]) for part in ("education", "experience", "tracker", "alerts")] == [1, 1, 1, 1]
    assert shown["tracker"][0]["log"]
    assert [len(shown[part]) for part in ("notifications", "notification_preferences", "mails")] == [1, 1, 1]
    assert {part["employer"]["slug"] for part in shown["employers"]} == {"acme", "globex"}
    assert all(f"{WORD} at {part['employer']['name']}" in json.dumps(part) for part in shown["employers"])


def lasting(document: bytes) -> dict[str, Any]:
    """What two exports have in common: each stands in the journals that the next one holds."""
    told: dict[str, Any] = json.loads(document)
    del told["exported_at"]
    for part in told["employers"]:
        del part["journal"], part["exported_at"]
    return told


def test_long_export_is_the_same_from_a_file(me: ApiClient, known: User, monkeypatch: pytest.MonkeyPatch) -> None:
    short = me.get(DATA).content
    monkeypatch.setattr("applicants.api.me.data.IN_MEMORY", 100)

    answer = me.get(DATA)

    assert answer.streaming
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hiretrack-personal-data.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    sent = answer.getvalue()
    assert int(answer.headers["Content-Length"]) == len(sent)
    assert lasting(sent) == lasting(short)


def test_export_asks_as_often_for_many_rows_as_for_one(me: ApiClient, known: User) -> None:
    me.get(DATA)
    with CaptureQueriesContext(connection) as one:
        me.get(DATA)
    with person_scope(known.pk):
        for number in range(2):
            track(values={"company": f"Acme {number}", "title": "Engineer"})

    with CaptureQueriesContext(connection) as many:
        document = me.get(DATA).json()

    assert len(document["tracker"]) == 3
    assert len(many) == len(one)


def test_export_holds_no_secret(me: ApiClient, known: User) -> None:
    text = me.get(DATA).content.decode()

    assert known.password not in text
    with all_tenants(reason="test"):
        digests = list(RefreshToken.objects.filter(user=known).values_list("digest", flat=True))
    assert digests
    assert not [digest for digest in digests if digest in text]


def test_export_is_of_the_caller_alone(stranger: ApiClient, known: User) -> None:
    text = stranger.get(DATA).content.decode()

    assert WORD not in text
    assert known.email not in text


@pytest.mark.parametrize("query", ["", "?confirm=yes", "?confirm="])
def test_erasure_wants_to_be_confirmed(me: ApiClient, known: User, query: str) -> None:
    answer = me.delete(f"/v1/me{query}")

    assert answer.status_code in {400, 422}
    assert query or (answer.json()["code"], "erase-everything" in answer.json()["detail"]) == (
        "confirmation_required", True,
    )  # fmt: skip
    assert User.objects.filter(pk=known.pk).exists()


def rows_of(model: type[Model], **where: Any) -> int:
    with all_tenants(reason="test"):
        return model._base_manager.filter(**where).count()


@pytest.mark.django_db(transaction=True)
def test_person_is_gone_at_every_employer(me: ApiClient, known: User, bucket: str) -> None:
    refresh, upload = issue_pair(known).refresh, stored_file(known)

    assert me.delete(ERASE).status_code == 204

    assert me.get("/v1/me/profile").status_code == 401
    assert me.delete(ERASE).status_code == 401
    assert me.post("/v1/auth/token:refresh", {"refresh_token": refresh}).status_code == 401
    assert [rows_of(model) for model in person_models()] == [0] * len(person_models())
    assert rows_of(Application) == 2
    assert rows_of(Message, recipient=known.email) == rows_of(User, pk=known.pk) == 0
    sweep_leftovers()
    with pytest.raises(storage.ObjectMissing):
        storage.size_of(upload.path)


@pytest.mark.django_db(transaction=True)
def test_no_table_names_an_erased_person(me: ApiClient, known: User) -> None:
    me.patch("/v1/me/profile", {"headline": WORD})

    assert me.delete(ERASE).status_code == 204

    words = [WORD.lower(), known.email.lower()]
    with all_tenants(reason="test"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT lower(t::text) FROM "{table}" t')
            rows = [row for (row,) in cursor.fetchall()]
            assert not [row for row in rows for word in words if word in row], table


def test_somebody_else_is_left_alone(me: ApiClient, known: User, employer: Employer) -> None:
    other = user_with("applicant", None)
    own_rows(other.pk, "other")
    applied(employer, other)

    assert me.delete(ERASE).status_code == 204

    assert [rows_of(model, user=other) for model in person_models()] == [1] * len(person_models())
    assert rows_of(Applicant, user=other, name=WORD) == 1


def test_back_office_account_is_not_erased_this_way(api: ApiClient, employer: Employer) -> None:
    both = user_with("recruiter", employer)
    both.roles = ["recruiter", "applicant"]
    both.save()

    answer = api.as_user(both).delete(ERASE)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_a_candidate")
    assert User.objects.filter(pk=both.pk).exists()


@pytest.mark.parametrize("role", ["employer_admin", "recruiter", "viewer", "platform"])
def test_only_candidates_may(api: ApiClient, employer: Employer, role: str) -> None:
    client = api.as_role(role, employer)

    assert client.get(DATA).status_code == 403
    assert client.delete(ERASE).status_code == 403
