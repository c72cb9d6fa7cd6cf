"""Many applications at once: the selection, the plan, doing it, and taking it back."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from applicants.models import Applicant
from applications.models import Application, BulkMove
from applications.services import move
from employers.models import Employer
from hiretrack.notifications.models import Mailing
from hiretrack.office.bulk.plans import move_plan, step_of
from hiretrack.office.bulk.selection import Selection
from hiretrack.tenancy import employer_scope
from shortlists.models import ShortlistEntry
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.bulk_moves import carried_out, many
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/applications/application/"
REJECT = {"rejection_reason": "Too many", "note": "", "delay": "hour", "zone": "Europe/Berlin"}


def packed(*rows: Application) -> str:
    return ",".join(row.pk.hex for row in rows)


def asked(client: Client, kind: str, ids: str, **fields: Any) -> Any:
    return client.post(f"{LIST}bulk/{kind}/", {"ids": ids, **fields})


@pytest.fixture
def recruiter(employer: Employer) -> Client:
    return signed_in("recruiter", employer)


@pytest.fixture
def three(scope: Employer) -> list[Application]:
    job = published_job(title="Welder")
    made: list[Application] = ApplicationFactory.create_batch(3, job=job)
    move(application_id=made[2].pk, status="withdrawn")
    return made


def test_action_takes_what_was_selected(recruiter: Client, three: list[Application]) -> None:
    page = recruiter.post(LIST, {"action": "bulk_reject", "_selected_action": [str(three[0].pk)], "index": "0"})

    assert page.context["selection"].ids == (three[0].pk,)


def test_action_takes_all_that_match_the_filter(recruiter: Client, three: list[Application]) -> None:
    chosen = {"action": "bulk_reject", "_selected_action": [str(three[0].pk)], "select_across": "1", "index": "0"}

    page = recruiter.post(f"{LIST}?status__exact=new", chosen)

    assert set(page.context["selection"].ids) == {three[0].pk, three[1].pk}


def test_plan_says_what_moves_and_what_does_not_and_why(recruiter: Client, three: list[Application]) -> None:
    page = asked(recruiter, "reject", packed(*three), **REJECT)
    plan = page.context["plan"]

    assert (plan.count, plan.left_out) == (2, 1)
    assert str(plan.skipped[0].words) == "The pipeline has no such step from where it is"
    assert plan.skipped[0].names == [f"{three[2].applicant.name} – Welder"]
    assert Application.objects.filter(status="new").count() == 2


def test_confirming_moves_in_the_background_and_can_be_undone(recruiter: Client, three: list[Application]) -> None:
    token = asked(recruiter, "reject", packed(*three), **REJECT).context["plan"].token

    answer = asked(recruiter, "reject", packed(*three), confirm=token, **REJECT)
    row = carried_out(BulkMove.objects.get())

    assert answer["Location"] == f"/admin/applications/bulkmove/{row.pk}/"
    assert Application.objects.filter(status="rejected", rejection_reason="Too many").count() == 2
    assert recruiter.get(answer["Location"]).context["may_undo"] is True
    recruiter.post(f"{answer['Location']}undo/")
    carried_out(row)
    assert Application.objects.filter(status="new").count() == 2


def test_a_plan_that_has_changed_is_shown_again(recruiter: Client, three: list[Application]) -> None:
    token = asked(recruiter, "reject", packed(*three), **REJECT).context["plan"].token
    move(application_id=three[0].pk, status="withdrawn")

    page = asked(recruiter, "reject", packed(*three), confirm=token, **REJECT)

    assert page.context["plan"].count == 1
    assert "Meanwhile other applications would move." in page.content.decode()
    assert not BulkMove.objects.exists()


def test_what_was_typed_is_not_lost_when_something_is_wrong(recruiter: Client, three: list[Application]) -> None:
    page = asked(recruiter, "move", packed(*three), status="nowhere", note="Well done", delay="hour")

    assert page.context["form"].errors["status"]
    assert "Well done" in page.content.decode()


def test_tags_go_to_each_person_once(recruiter: Client, three: list[Application]) -> None:
    Applicant.objects.filter(pk=three[1].applicant_id).update(tags=["Old", "Keep"])
    given = {"add": "Team A, Strong", "remove": "old"}

    asked(recruiter, "tag", packed(*three), confirm="", **given)

    assert Applicant.objects.get(pk=three[0].applicant_id).tags == ["Team A", "Strong"]
    assert Applicant.objects.get(pk=three[1].applicant_id).tags == ["Keep", "Team A", "Strong"]


def test_shortlist_takes_those_who_are_not_on_it(recruiter: Client, three: list[Application]) -> None:
    asked(recruiter, "shortlist", packed(three[0]), confirm="")

    plan = asked(recruiter, "shortlist", packed(*three)).context["plan"]
    asked(recruiter, "shortlist", packed(*three), confirm="")

    assert (plan.count, plan.left_out) == (2, 1)
    assert ShortlistEntry.objects.count() == 3


def test_message_confirmed_twice_is_sent_once(recruiter: Client, three: list[Application]) -> None:
    text = {"subject": "News", "body": "Hello {{ candidate }}"}
    token = asked(recruiter, "mail", packed(*three), **text).context["plan"].token

    first, second = (asked(recruiter, "mail", packed(*three), confirm=token, **text) for _ in range(2))

    assert first["Location"] == second["Location"] == f"/admin/notifications/mailing/{Mailing.objects.get().pk}/"


def test_message_is_sent_only_with_a_plan_that_was_seen(recruiter: Client, three: list[Application]) -> None:
    page = asked(recruiter, "mail", packed(*three), confirm="made up", subject="News", body="Hello")

    assert "Look at the plan once more" in page.content.decode()
    assert not Mailing.objects.exists()


@pytest.mark.parametrize("kind", ["move", "reject", "tag", "mail", "shortlist"])
def test_viewers_do_nothing_to_many(kind: str, employer: Employer, three: list[Application]) -> None:
    fields = {**REJECT, "status": "screening", "add": "x", "subject": "x", "body": "x", "confirm": ""}

    assert asked(signed_in("viewer", employer), kind, packed(*three), **fields).status_code == 403


@pytest.mark.parametrize("kind", ["move", "reject", "tag", "mail", "shortlist"])
def test_another_employers_applications_are_left_alone(kind: str, recruiter: Client, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        theirs = ApplicationFactory(job=published_job(title="Secret job"))
    fields = {**REJECT, "status": "screening", "add": "x", "subject": "x", "body": "x"}

    page = asked(recruiter, kind, packed(theirs), **fields)

    assert "secret" not in page.content.decode().lower()
    asked(
        recruiter,
        kind,
        packed(theirs),
        confirm=getattr(page.context and page.context.get("plan"), "token", ""),
        **fields,
    )
    with employer_scope(other_employer.pk):
        theirs.refresh_from_db()
        assert (theirs.status, theirs.applicant.tags) == ("new", [])


def test_too_many_and_nothing_are_refused_in_words(recruiter: Client, employer: Employer, monkeypatch: Any) -> None:
    monkeypatch.setattr("hiretrack.office.bulk.selection.MOST", 1)

    for ids, words in (("", "Select the applications first."), (f"{uuid.uuid4()},{uuid.uuid4()}", "At most 1 applic")):
        answer = recruiter.post(f"{LIST}bulk/reject/", {"ids": ids, **REJECT}, follow=True)
        assert words in answer.content.decode()


@pytest.mark.parametrize("number", [10, 300])
def test_plan_asks_the_same_number_of_queries(
    number: int, scope: Employer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    selection = Selection(tuple(many(published_job(), number)))

    with django_assert_num_queries(2):
        move_plan(selection, step_of("reject", REJECT))
