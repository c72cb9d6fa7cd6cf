"""What a candidate sees while the mail about a step waits, at every door, and once it has left or was taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application, ApplicationStage
from applications.services import annotate, move, reopen, start_undo, told_now, withdraw
from applications.tokens import status_token
from employers.models import Employer, User
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.bulk_moves import carried_out, moving
from tests.fixtures import ApiClient, user_with

HOUR = dt.timedelta(hours=1)
ME, OWN = "/v1/me/applications", "/v1/applications"


@pytest.fixture
def user(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def row(employer: Employer, user: User) -> Application:
    """Two days in screening, with a promise that is late already."""
    past = timezone.now() - dt.timedelta(days=2)
    with employer_scope(employer.pk):
        made: Application = ApplicationFactory(applicant=ApplicantFactory(user=user), answer_by=past)
        move(application_id=made.pk, status="screening")
    return made


def doors(user: User, row: Application) -> dict[str, Any]:
    """Everything that the candidate can read of it: bodies and entity tags."""
    client = ApiClient(raise_request_exception=False).as_user(user)
    paths = [
        f"/v1/public/applications/{status_token(row, to=user.email)}", ME, f"{ME}?status=in_review",
        f"{ME}?status=closed",
        f"{ME}/{row.pk}", OWN, f"{OWN}?status=rejected", f"{OWN}?status=screening", f"{OWN}?overdue=true",
        f"{OWN}?sort=answer_by", f"{OWN}/{row.pk}", f"{OWN}/{row.pk}?fields=status,updated_at",
        f"{OWN}/{row.pk}/stages",
    ]  # fmt: skip
    answers = {path.replace(paths[0], "public"): client.get(path) for path in paths}
    return {path: (answer.status_code, answer.get("ETag"), answer.json()) for path, answer in answers.items()}


def reject(row: Application, *, bulk: bool) -> None:
    with employer_scope(row.employer_id):
        if bulk:
            carried_out(moving([row.pk], delay=60))
        else:
            move(application_id=row.pk, status="rejected", mail_delay=HOUR, note="secret", rejection_reason="secret")


def steps(user: User, row: Application) -> list[tuple[str, str]]:
    items = doors(user, row)[f"{OWN}/{row.pk}/stages"][2]["items"]
    return [(item["from_status"], item["status"]) for item in items]


@pytest.mark.parametrize("bulk", [False, True])
def test_no_door_tells_before_the_mail_leaves(user: User, row: Application, *, bulk: bool) -> None:
    before = doors(user, row)

    reject(row, bulk=bulk)
    with employer_scope(row.employer_id):
        annotate(application_id=row.pk, notes="for us only")

    assert doors(user, row) == before
    assert {code for code, _, _ in before.values()} == {200}


@pytest.mark.parametrize("bulk", [False, True])
def test_every_door_tells_once_the_mail_leaves(user: User, row: Application, *, bulk: bool) -> None:
    before = doors(user, row)
    reject(row, bulk=bulk)

    with time_machine.travel(timezone.now() + HOUR):
        after = doors(user, row)

    assert {path for path in after if after[path] == before[path]} == set()
    assert after["public"][2]["status"] == after[f"{ME}/{row.pk}"][2]["status"] == "closed"
    assert [step["status"] for step in after[f"{ME}/{row.pk}"][2]["history"]] == ["in_review", "closed"]
    detail = after[f"{OWN}/{row.pk}"][2]
    assert (detail["status"], detail["answer_by"]) == ("rejected", None)
    assert len(after[f"{OWN}/{row.pk}/stages"][2]["items"]) == 2


@pytest.mark.parametrize("bulk", [False, True])
def test_rejection_without_delay_is_told_at_once(user: User, row: Application, *, bulk: bool) -> None:
    with employer_scope(row.employer_id):
        if bulk:
            carried_out(moving([row.pk], delay=0))
        else:
            move(application_id=row.pk, status="rejected")

    assert doors(user, row)["public"][2]["status"] == "closed"


def test_recruiters_see_the_truth(api: ApiClient, row: Application, employer: Employer) -> None:
    reject(row, bulk=False)
    recruiter = api.as_role("recruiter", employer)

    assert recruiter.get(f"{OWN}/{row.pk}").json()["status"] == "rejected"
    assert [item["id"] for item in recruiter.get(f"{OWN}?status=rejected").json()["items"]] == [str(row.pk)]
    assert recruiter.get(f"{OWN}/{row.pk}/stages").json()["items"][-1]["status"] == "rejected"


def test_undone_rejection_never_showed(user: User, row: Application) -> None:
    before = doors(user, row)
    with employer_scope(row.employer_id):
        bulk = carried_out(moving([row.pk], delay=60))
        start_undo(bulk_move_id=bulk.pk, owner_id=None)

    # Its task is late: the mail does not leave any more, so nothing else may tell either.
    with time_machine.travel(timezone.now() + 2 * HOUR):
        waiting = doors(user, row)
    carried_out(bulk)

    assert waiting == before
    assert doors(user, row) == before
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert doors(user, row) == before


def test_reopened_rejection_never_showed(user: User, row: Application) -> None:
    before = doors(user, row)
    reject(row, bulk=False)
    with employer_scope(row.employer_id):
        reopen(application_id=row.pk)

    assert doors(user, row) == before
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert doors(user, row) == before


def test_reopening_leads_on_from_where_the_candidate_was(user: User, row: Application) -> None:
    with employer_scope(row.employer_id):
        move(application_id=row.pk, status="interview")
    reject(row, bulk=False)
    with employer_scope(row.employer_id):
        reopen(application_id=row.pk)

    assert steps(user, row) == [("new", "screening"), ("screening", "interview"), ("interview", "screening")]


def test_second_rejection_is_held_back_like_the_first(user: User, row: Application) -> None:
    before = doors(user, row)
    reject(row, bulk=False)
    with employer_scope(row.employer_id):
        reopen(application_id=row.pk)
    reject(row, bulk=True)

    assert doors(user, row) == before
    with time_machine.travel(timezone.now() + HOUR):
        assert steps(user, row) == [("new", "screening"), ("screening", "rejected")]


@pytest.mark.parametrize("door", [f"{ME}/%s:withdraw", f"{OWN}/%s:withdraw"])
def test_candidate_withdraws_from_what_they_see(user: User, row: Application, door: str) -> None:
    reject(row, bulk=False)

    answer = ApiClient().as_user(user).post(door % row.pk, {})

    assert (answer.status_code, answer.json()["status"]) == (200, "withdrawn")
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert steps(user, row) == [("new", "screening"), ("screening", "withdrawn")]
    with employer_scope(row.employer_id):
        log = list(ApplicationStage.objects.order_by("id").values_list("from_status", "status"))
        assert log[1:] == [("screening", "rejected"), ("rejected", "withdrawn")]
        assert Application.objects.get(pk=row.pk).rejection_reason == ""


def test_told_rejection_cannot_be_withdrawn(row: Application) -> None:
    reject(row, bulk=False)

    with (
        time_machine.travel(timezone.now() + HOUR),
        employer_scope(row.employer_id),
        pytest.raises(DomainError) as refused,
    ):
        withdraw(application_id=row.pk)
    assert refused.value.extra == {"current_status": "rejected"}


def test_undo_leaves_a_withdrawal_alone(user: User, row: Application) -> None:
    with employer_scope(row.employer_id):
        bulk = carried_out(moving([row.pk], delay=60))
        withdraw(application_id=row.pk)
        start_undo(bulk_move_id=bulk.pk, owner_id=None)

    assert carried_out(bulk).undo_run.result["not_undone"] == {"moved_since": 1}
    assert doors(user, row)["public"][2]["status"] == "withdrawn"


def test_superseded_applications_page_waits_for_its_successors_mail(user: User, row: Application) -> None:
    with employer_scope(row.employer_id):
        old = ApplicationFactory(job=row.job, superseded_by=row)
    reject(row, bulk=False)
    page, client = f"/v1/public/applications/{status_token(old, to=old.applicant.email)}", ApiClient()

    assert client.get(page).json()["status"] == "in_review"
    with time_machine.travel(timezone.now() + HOUR):
        assert client.get(page).json()["status"] == "closed"


def test_each_step_comes_due_once_and_none_that_was_taken_back(user: User, row: Application) -> None:
    reject(row, bulk=False)
    with all_tenants(reason="test"):
        assert told_now() == []

    with time_machine.travel(timezone.now() + HOUR), all_tenants(reason="test"):
        assert [step.status for step in told_now()] == ["rejected"]
        assert told_now() == []
    with employer_scope(row.employer_id):
        reopen(application_id=row.pk)
    reject(row, bulk=False)
    with employer_scope(row.employer_id):
        reopen(application_id=row.pk)
    with time_machine.travel(timezone.now() + 3 * HOUR), all_tenants(reason="test"):
        assert told_now() == []


def test_export_waits_for_the_mail(api: ApiClient, user: User, row: Application) -> None:
    reject(row, bulk=False)
    with employer_scope(row.employer_id):
        entry = AuditLog.objects.get(metadata__status="rejected")
    dispatch_entries([entry.pk], row.employer_id)

    before = api.as_user(user).get("/v1/me/data")
    with time_machine.travel(timezone.now() + HOUR):
        after = api.as_user(user).get("/v1/me/data")

    assert (before.status_code, after.status_code) == (200, 200)
    assert not {word for word in ("rejected", "secret") if word in before.content.decode()}
    assert after.content.decode().count("rejected") >= 4
