"""The journal in the back office: who sees what of it, filtered, paged, exported."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from django.test import Client

from applications.models import Application
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import entry, record
from hiretrack.context import Actor, ActorKind, acting_as, request_id_of
from hiretrack.office.settings.journal.views import PAGE
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory
from tests.fixtures import user_with
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db
JOURNAL = "/admin/settings/journal/"


def did(action: str, employer: Employer, user: User, entity: Any = None, **told: Any) -> AuditLog:
    with employer_scope(employer.pk), acting_as(Actor(ActorKind.USER, user.name, user.pk)):
        return record(action, entity=entity or employer, employer_id=employer.pk, **told)


@pytest.fixture
def recruiter(employer: Employer, other_employer: Employer) -> User:
    recruiter, admin = user_with("recruiter", employer), user_with("employer_admin", employer)
    did("sample.own", employer, recruiter)
    did("sample.colleagues", employer, admin)
    did("sample.strangers", other_employer, user_with("recruiter", other_employer))
    return recruiter


@pytest.fixture
def admin(recruiter: User, employer: Employer) -> Client:
    return signed_in("employer_admin", employer)


def seen(client: Client, query: str = "") -> set[str]:
    answer: Any = client.get(f"{JOURNAL}{query}")
    return {one.row.action for one in answer.context["entries"]}


def test_recruiter_sees_own_doings(client: Client, recruiter: User) -> None:
    client.force_login(recruiter)

    assert seen(client) == {"sample.own"}


def test_employer_admin_sees_the_employers_and_no_others(admin: Client) -> None:
    assert seen(admin) == {"sample.own", "sample.colleagues"}


def test_platform_admin_sees_everybodys(recruiter: User) -> None:
    assert {"sample.own", "sample.strangers"} <= seen(signed_in("platform", None))


def test_viewer_sees_nothing(employer: Employer) -> None:
    viewer = signed_in("viewer", employer)

    assert [viewer.get(path).status_code for path in (JOURNAL, f"{JOURNAL}export/")] == [403, 403]


def test_nobody_may_change_the_journal() -> None:
    assert signed_in("platform", None).get("/admin/audit/auditlog/add/").status_code == 403


def test_each_filter_leaves_what_it_names(admin: Client, employer: Employer, recruiter: User) -> None:
    with request_id_of("req-1"):
        entry = did("job.published", employer, recruiter)
    day = f"{entry.created_at:%Y-%m-%d}"

    for query in (
        "action=job.published", "action=job.", "request=req-1", f"entry={entry.pk}",
        f"actor={recruiter.pk}&action=job.", f"actor=user&id={employer.pk}&action=job.&from={day}&until={day}",
    ):  # fmt: skip
        assert seen(admin, f"?{query}") == {"job.published"}, query
    for query in ("action=job.closed", "actor=system", "until=2001-01-01", "entity=jobs.job"):
        assert seen(admin, f"?{query}") == set(), query


def test_filter_that_cannot_be_read_is_told(admin: Client) -> None:
    page = admin.get(f"{JOURNAL}?id=x&from=yesterday").content.decode()

    assert "This is no id" in page
    assert "Give a day as" in page


def test_entry_is_told_in_words_with_a_way_there(admin: Client, employer: Employer, recruiter: User) -> None:
    with employer_scope(employer.pk):
        application: Application = ApplicationFactory()
    did("application.status.changed", employer, recruiter, application, from_status="new", status="screening")

    page = admin.get(f"{JOURNAL}?action=application.status.changed").content.decode()
    assert "Application moved" in page
    assert "New → Screening" in page
    assert f"/admin/applications/application/{application.pk}/change/" in page


def test_candidates_are_not_named_as_those_who_did_it(admin: Client, employer: Employer) -> None:
    candidate = user_with("applicant", None)
    User.objects.filter(pk=candidate.pk).update(name="Ada Lovelace")
    candidate.refresh_from_db()
    did("application.updated", employer, candidate)

    assert "Ada Lovelace" not in admin.get(JOURNAL).content.decode()
    assert "Ada Lovelace" not in exported(admin)[-1]


def test_pages_hold_each_entry_once(admin: Client, employer: Employer, recruiter: User) -> None:
    with employer_scope(employer.pk):
        AuditLog.objects.bulk_create(
            [entry("many.made", entity=employer, employer_id=employer.pk) for _ in range(PAGE + 5)]
        )
    first: Any = admin.get(f"{JOURNAL}?action=many.made")
    rest: Any = admin.get(JOURNAL, {"action": "many.made", "part": "rows", "after": first.context["more"]})

    shown = [one.row.pk for one in (*first.context["entries"], *rest.context["entries"])]
    assert len(shown) == len(set(shown)) == PAGE + 5
    assert "<html" not in rest.content.decode()


def test_page_costs_the_same_for_more(
    admin: Client, employer: Employer, recruiter: User, django_assert_num_queries: Any
) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            with employer_scope(employer.pk):
                row = ApplicationFactory()
            did("application.updated", employer, recruiter, row)
        with django_assert_num_queries(20, exact=False) as made:
            admin.get(f"{JOURNAL}?action=application.updated")
        counts.append(len(made))
    assert counts[0] == counts[1]


def exported(client: Client, query: str = "") -> list[list[str]]:
    answer: Any = client.get(f"{JOURNAL}export/{query}")
    return list(csv.reader(answer.getvalue().decode("utf-8-sig").splitlines()))


def test_export_holds_what_the_filters_leave(admin: Client, recruiter: User) -> None:
    heading, *rows = exported(admin, f"?actor={recruiter.pk}")

    assert heading[:4] == ["Time", "Who", "What", "Code"]
    assert [row[3] for row in rows] == ["sample.own"]


def test_export_of_a_recruiter_is_their_own(client: Client, recruiter: User) -> None:
    client.force_login(recruiter)

    assert {row[3] for row in exported(client)[1:]} == {"sample.own", "journal.exported"}


def test_old_addresses_lead_to_the_page(admin: Client) -> None:
    answer: Any = admin.get("/admin/audit/auditlog/", follow=True)

    assert answer.redirect_chain == [(JOURNAL, 302)]
