"""A candidate's applications at every employer, on the pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import constant

pytestmark = pytest.mark.django_db
PAGE = "/account/applications/"


def applied(employer: Employer, user: User, **given: Any) -> Application:
    with employer_scope(employer.pk):
        row: Application = ApplicationFactory(applicant=ApplicantFactory(user=user), **given)
    return row


def status_of(row: Application) -> str:
    with all_tenants(reason="test"):
        return str(Application.objects.get(pk=row.pk).status)


def test_strangers_are_sent_to_the_door(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"/account/sign-in/?next={PAGE}"


def test_list_goes_across_employers_in_plain_words(
    me: Client, ada: User, employer: Employer, other_employer: Employer
) -> None:
    applied(employer, ada, status="screening")
    applied(other_employer, ada, status="rejected")
    applied(employer, CandidateFactory(), status="offer")
    text = text_of(me.get(PAGE))

    assert "Acme" in text
    assert "Globex" in text
    assert "Being read" in text
    assert "Not this time" in text
    assert "Offer" not in text


def test_empty_list_says_so(me: Client) -> None:
    assert "No applications yet" in text_of(me.get(PAGE))


def test_page_shows_the_way_and_the_promise(me: Client, ada: User, employer: Employer) -> None:
    promised = timezone.now() + dt.timedelta(days=3)
    row = applied(employer, ada, cover_letter="Dear team", notes="secret note", answer_by=promised)
    text = text_of(me.get(f"{PAGE}{row.pk}/"))

    assert "Received" in text
    assert "promises an answer by" in text
    assert "Dear team" in text
    assert "secret note" not in text


def test_withdrawing_is_the_candidate_s_own_doing(me: Client, ada: User, employer: Employer) -> None:
    row = applied(employer, ada)
    answer = me.post(f"{PAGE}{row.pk}/withdraw/", follow=True)

    assert "Your application is withdrawn." in text_of(answer)
    assert "Yes, withdraw it" not in text_of(answer)
    assert status_of(row) == "withdrawn"
    with all_tenants(reason="test"):
        assert AuditLog.objects.get(action="application.status.changed").actor_id == ada.pk


def test_what_is_over_cannot_be_withdrawn(me: Client, ada: User, employer: Employer) -> None:
    row = applied(employer, ada, status="hired")
    answer = me.post(f"{PAGE}{row.pk}/withdraw/", follow=True)

    assert "be withdrawn any more" in text_of(answer)
    assert status_of(row) == "hired"


def test_other_people_s_applications_do_not_exist(me: Client, employer: Employer) -> None:
    row = applied(employer, CandidateFactory())

    assert me.get(f"{PAGE}{row.pk}/").status_code == 404
    assert me.post(f"{PAGE}{row.pk}/withdraw/").status_code == 404
    assert status_of(row) == "new"


def test_long_lists_are_paged(me: Client, ada: User, employer: Employer) -> None:
    for _ in range(26):
        applied(employer, ada)
    first = me.get(PAGE)
    assert "?page=2" in first.content.decode()
    assert len(first.context["rows"]) == 25

    assert len(me.get(f"{PAGE}?page=2").context["rows"]) == 1


@pytest.mark.parametrize(
    "number", ["x", "0", "-1", "²", "9" * 5000], ids=["word", "zero", "minus", "raised", "endless"]
)
def test_any_page_number_is_answered(me: Client, ada: User, employer: Employer, number: str) -> None:
    applied(employer, ada)

    assert len(me.get(PAGE, {"page": number}).context["rows"]) == 1


def test_statements_do_not_grow_with_the_list(me: Client, ada: User, employer: Employer) -> None:
    constant(me, PAGE, lambda: applied(employer, ada))
