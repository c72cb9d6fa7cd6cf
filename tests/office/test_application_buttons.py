"""What the buttons of an application's page do, what they refuse, and what is written then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application, ApplicationNote, ApplicationStage
from applications.services import move
from employers.models import Employer, User
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.office.application.delays import Delay, wait
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory
from tests.factories.notes import noted
from tests.factories.shortlists import order
from tests.fixtures import user_with

LIST = "/admin/applications/application/"


@pytest.fixture
def user(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def recruiter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def row(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return ApplicationFactory()


def pressed(client: Client, row: Application, verb: str, **given: str) -> Any:
    return client.post(f"{LIST}{row.pk}/{verb}/", given, follow=True)


def now_of(row: Application) -> Application:
    with employer_scope(row.employer_id):
        row.refresh_from_db()
    return row


def test_move_goes_with_note_and_reason(recruiter: Client, row: Application, employer: Employer) -> None:
    given = {"expected_status": "new", "note": "too far", "rejection_reason": "Location"}

    page = pressed(recruiter, row, "move", status="rejected", **given).content.decode()

    with employer_scope(employer.pk):
        stage = ApplicationStage.objects.get(status="rejected")
    assert (now_of(row).status, row.rejection_reason, stage.note) == ("rejected", "Location", "too far")
    assert "Moved to Rejected" in page
    pressed(recruiter, row, "move", status="reopen", expected_status="rejected")
    assert now_of(row).status == "screening"


def test_stale_page_is_told_who_moved_it_where(recruiter: Client, row: Application, employer: Employer) -> None:
    other = user_with("recruiter", employer)
    User.objects.filter(pk=other.pk).update(name="Grace Hopper")
    with employer_scope(employer.pk), acting_as(Actor(ActorKind.USER, "Grace Hopper", other.pk)):
        move(application_id=row.pk, status="screening")

    page = pressed(recruiter, row, "move", status="rejected", expected_status="new").content.decode()

    assert "Grace Hopper moved this application to Screening" in page
    assert now_of(row).status == "screening"


def test_script_is_answered_with_a_problem(recruiter: Client, row: Application) -> None:
    given = {"status": "hired", "expected_status": "new"}

    answer = recruiter.post(f"{LIST}{row.pk}/move/", given, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (409, "status_conflict")


@pytest.mark.parametrize("given", [{"status": "elsewhere"}, {"note": "x" * 2001}, {"mail": "next year"}])
def test_wrong_input_names_the_field(recruiter: Client, row: Application, given: dict[str, str]) -> None:
    sent = {"status": "rejected", "expected_status": "new", **given}

    answer = recruiter.post(f"{LIST}{row.pk}/move/", sent, headers={"Accept": "application/json"})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{name}" for name in given]


def test_waiting_mail_can_be_cancelled_and_sent_after_all(recruiter: Client, row: Application) -> None:
    given = {"status": "rejected", "expected_status": "new", "mail": "days"}
    page = pressed(recruiter, row, "move", **given).content.decode()
    assert "The candidate will be told on" in page

    page = pressed(recruiter, row, "keep-untold").content.decode()
    assert "has not been told, and will not be" in page
    assert (now_of(row).status, row.told_status, row.tell_at) == ("rejected", "new", None)

    pressed(recruiter, row, "tell-now")
    assert not now_of(row).is_held(timezone.now())


def test_decision_is_taken_back_to_where_it_was(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory(status="interview")
    pressed(recruiter, row, "move", status="rejected", expected_status="interview", mail="hour", rejection_reason="no")

    page = pressed(recruiter, row, "take-back").content.decode()

    assert "in Interview again" in page
    assert (now_of(row).status, row.rejection_reason, row.told_status) == ("interview", "", "")
    assert "knows of every step" in pressed(recruiter, row, "take-back").content.decode()


def test_morning_is_the_recruiter_s_own() -> None:
    now = dt.datetime(2026, 3, 28, 22, 30, tzinfo=dt.UTC)

    # In Berlin it is 23:30; that night summer time begins, so the morning comes an hour sooner.
    assert now + wait(Delay.MORNING, zone="Europe/Berlin", now=now) == dt.datetime(2026, 3, 29, 6, tzinfo=dt.UTC)
    assert now + wait(Delay.MORNING, zone="Nowhere/No", now=now) == dt.datetime(2026, 3, 29, 8, tzinfo=dt.UTC)
    assert [wait(one, zone="").total_seconds() for one in ("now", "hour", "days")] == [0, 3600, 3 * 86400]


def test_note_mentions_whom_it_names(recruiter: Client, row: Application, employer: Employer, user: User) -> None:
    grace, long = user_with("viewer", employer), user_with("recruiter", employer)
    User.objects.filter(pk=grace.pk).update(name="Grace Hopper")
    User.objects.filter(pk=long.pk).update(name="Grace Hopper Smith")

    pressed(recruiter, row, "notes", body="@grace hopper smith and nobody else")

    with employer_scope(employer.pk):
        note = ApplicationNote.objects.get()
    assert (note.mentions, note.author_id, note.author_name) == ([long.pk], user.pk, "Recruiter")


def test_note_is_changed_by_its_author_and_deleted_by_an_admin(
    recruiter: Client, row: Application, employer: Employer, user: User
) -> None:
    with employer_scope(employer.pk):
        own, foreign = noted(row, "Mine", by=user), noted(row, "Theirs")

    pressed(recruiter, row, f"notes/{own.pk}/edit", body="Mine, better")
    page = pressed(recruiter, row, f"notes/{foreign.pk}/delete").content.decode()

    assert "Only its author or an employer admin" in page
    recruiter.force_login(user_with("employer_admin", employer))
    pressed(recruiter, row, f"notes/{foreign.pk}/delete")
    with employer_scope(employer.pk):
        assert list(ApplicationNote.objects.values_list("body", flat=True)) == ["Mine, better"]


def test_summary_is_kept_through_the_service(recruiter: Client, row: Application) -> None:
    pressed(recruiter, row, "summary", notes="call on Monday")

    assert now_of(row).notes == "call on Monday"


def test_shortlist_takes_and_gives_back_with_one_click(recruiter: Client, row: Application) -> None:
    page = pressed(recruiter, row, "shortlist", on="yes").content.decode()
    with employer_scope(row.employer_id):
        assert order(row.job) == [row.applicant_id]
    assert "On the shortlist" in page

    pressed(recruiter, row, "shortlist", on="no")

    with employer_scope(row.employer_id):
        assert order(row.job) == []


def test_button_goes_on_to_where_it_is_told(recruiter: Client, row: Application, employer: Employer) -> None:
    given = {"status": "screening", "expected_status": "new"}
    inside = recruiter.post(f"{LIST}{row.pk}/move/", {**given, "next": f"{LIST}?q=x"})
    outside = recruiter.post(f"{LIST}{row.pk}/move/", {**given, "next": "https://evil.test/"})

    assert (inside.url, outside.url) == (f"{LIST}?q=x", f"{LIST}{row.pk}/change/")


VERBS = ("move", "tell-now", "keep-untold", "take-back", "summary", "notes", "shortlist")


@pytest.mark.parametrize("verb", VERBS)
def test_viewer_presses_nothing(client: Client, row: Application, employer: Employer, verb: str) -> None:
    client.force_login(user_with("viewer", employer))
    given = {"status": "screening", "expected_status": "new", "body": "x", "notes": "x", "on": "yes"}

    assert client.post(f"{LIST}{row.pk}/{verb}/", given).status_code == 403
    with employer_scope(employer.pk):
        assert (now_of(row).status, ApplicationNote.objects.count(), order(row.job)) == ("new", 0, [])
