"""Moves by the board's script, and what it hears of other recruiters' moves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application, ApplicationStage
from applications.services import move
from employers.models import Employer, User
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.office.board import views
from hiretrack.office.board.rules import rules
from jobs.models import Job
from tests.factories.applications import published_job
from tests.fixtures import user_with
from tests.office.boards import application, board_of


@pytest.fixture
def job(scope: Employer) -> Job:
    return published_job(title="Data engineer")


@pytest.fixture
def user(client: Client, employer: Employer) -> User:
    user = user_with("recruiter", employer)
    client.force_login(user)
    return user


def step(client: Client, row: Application, status: str, **more: Any) -> Any:
    """As the script sends it."""
    fields = {"status": status, "expected_status": row.status, **more}
    headers = {"Accept": "application/json"}
    return client.post(board_of(row.job, f"{row.pk}/move/"), fields, headers=headers)


def test_move_writes_the_step_and_answers_the_card(client: Client, user: User, job: Job) -> None:
    row = application(job)

    answer = step(client, row, "screening", note="Looks good").json()

    row.refresh_from_db()
    stage = ApplicationStage.objects.order_by("-changed_at")[0]
    assert (row.status, stage.from_status, stage.changed_by, stage.note) == ("screening", "new", user, "Looks good")
    assert answer["cards"][0]["status"] == "screening"
    assert (answer["counts"]["new"], answer["counts"]["screening"]) == ("0", "1")
    assert answer["undo"] is None


def test_rejection_has_a_reason_and_its_mail_waits(client: Client, user: User, job: Job) -> None:
    row = application(job, status="screening")

    answer = step(client, row, "rejected", rejection_reason="No permit", mail="tomorrow").json()

    row.refresh_from_db()
    assert row.rejection_reason == "No permit"
    assert row.tell_at is not None
    assert abs(row.tell_at - timezone.now() - dt.timedelta(days=1)) < dt.timedelta(minutes=1)
    assert answer["undo"] == {"label": "Undo", "status": "screening"}
    assert "Mail leaves" in answer["cards"][0]["html"]


def test_undo_of_a_rejection_reopens(client: Client, user: User, job: Job) -> None:
    row = application(job, status="rejected")

    assert step(client, row, "screening").status_code == 200
    row.refresh_from_db()
    assert row.status == "screening"


def test_withdrawal_is_noted(client: Client, user: User, job: Job) -> None:
    row = application(job, status="offer")

    assert step(client, row, "withdrawn", note="Took another job").status_code == 200
    assert ApplicationStage.objects.filter(status="withdrawn", note="Took another job").exists()


@pytest.mark.parametrize("wanted", ["screening", "rejected", "withdrawn"])
def test_conflict_leaves_the_other_recruiter_s_step(client: Client, user: User, job: Job, wanted: str) -> None:
    row = application(job)
    other = User.objects.create_user("bo@example.com", name="Bo", employer=row.employer, roles=["recruiter"])
    with acting_as(Actor(ActorKind.USER, "Bo", other.pk)):
        move(application_id=row.pk, status="screening")

    answer = step(client, row, wanted)

    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["current_status"]) == ("status_conflict", "screening")
    news = client.get(board_of(job, f"changes/?id={row.pk}")).json()
    assert news["cards"][0]["status"] == "screening"
    assert news["cards"][0]["said"].startswith("Bo moved Ada Lovelace to Screening")
    assert news["cards"][0]["own"] is False


def test_step_that_the_pipeline_lacks_is_refused(client: Client, user: User, job: Job) -> None:
    row = application(job)

    assert step(client, row, "hired").status_code == 409
    assert step(client, row, "nowhere").status_code == 422
    row.refresh_from_db()
    assert row.status == "new"


def test_application_of_another_job_is_not_on_the_board(client: Client, user: User, job: Job) -> None:
    elsewhere = application(published_job(title="Another"))
    fields = {"status": "screening", "expected_status": "new"}

    assert client.post(board_of(job, f"{elsewhere.pk}/move/"), fields).status_code == 404
    assert "cards" not in client.get(board_of(job, f"changes/?id={elsewhere.pk}")).json()


def test_changes_since_tell_what_was_missed(
    client: Client, user: User, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, quiet = application(job), application(job, "Alan Turing")
    Application.objects.filter(pk=quiet.pk).update(updated_at=timezone.now() - dt.timedelta(hours=1))
    since = timezone.now().isoformat()
    move(application_id=row.pk, status="screening")

    found = client.get(board_of(job, "changes/"), {"since": since}).json()
    hidden = client.get(board_of(job, "changes/"), {"since": since, "q": "turing"}).json()

    assert [one["id"] for one in found["cards"]] == [str(row.pk)]
    assert (hidden["cards"], hidden["gone"]) == ([], [str(row.pk)])
    monkeypatch.setattr(views, "MOST_CHANGES", 0)
    assert client.get(board_of(job, "changes/"), {"since": since}).json()["reload"] is True
    assert client.get(board_of(job, "changes/?since=soon")).status_code == 400


def test_candidate_is_added(client: Client, user: User, job: Job) -> None:
    given = {"name": "Grace Hopper", "email": "grace@example.com", "source": "recruiter"}
    headers = {"Accept": "application/json"}

    added = client.post(board_of(job, "add/"), given, headers=headers)
    again = client.post(board_of(job, "add/"), given, headers=headers)
    wrong = client.post(board_of(job, "add/"), {**given, "email": "grace"}, headers=headers)

    row = Application.objects.get(job=job)
    assert added.json()["cards"][0]["id"] == str(row.pk)
    assert (again.status_code, again.json()["code"]) == (409, "already_applied")
    assert str(row.pk) in again.json()["url"]
    assert [one["pointer"] for one in wrong.json()["errors"]] == ["/email"]


def test_rules_say_why_not() -> None:
    made = rules()

    assert made["screening"]["interview"] == {"ok": True, "mails": True}
    assert made["rejected"]["screening"]["ok"]
    assert made["new"]["offer"]["why"] == "From New the next stage is Screening."
    assert made["hired"]["offer"]["why"] == "Hired is final."
    assert made["rejected"]["offer"]["why"] == "A rejected application is reopened in Screening."
