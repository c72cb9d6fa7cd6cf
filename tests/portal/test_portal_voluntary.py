"""Voluntary answers: on a page of their own, and shown by no door of an employer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from applicants.models import EqualOpportunityAnswers
from applications.models import Application
from employers.models import Employer, User
from hiretrack.tenancy import person_scope
from tests.fixtures import ApiClient, user_with
from tests.portal.filling import text_of
from tests.portal.signed_in import signed_in
from tests.portal.test_portal_applications import applied

pytestmark = pytest.mark.django_db
PAGE = "/account/profile/voluntary/"
WORD = "unmistakable"
SILENT = {"gender": "", "ethnicity": "", "disability": "", "veteran_status": ""}


def held(user: User) -> dict[str, str] | None:
    with person_scope(user.pk):
        row: Any = EqualOpportunityAnswers.objects.first()
    return {name: getattr(row, name) for name in SILENT} if row else None


def test_whoever_has_said_nothing_rather_does_not(me: Client) -> None:
    page = me.get(PAGE)

    assert [question.value() for question, _ in page.context["form"].questions] == [""] * 4
    assert "No employer sees them" in text_of(page)
    assert PAGE in me.get("/account/settings/").content.decode()
    assert PAGE in me.get("/account/profile/").content.decode()


def test_answers_are_kept_changed_and_shown_again(me: Client, ada: User) -> None:
    me.post(PAGE, SILENT | {"gender": "woman", "ethnicity": "own", "ethnicity_own": WORD})
    assert held(ada) == SILENT | {"gender": "woman", "ethnicity": WORD}

    me.post(PAGE, SILENT | {"disability": "no"})
    assert held(ada) == SILENT | {"disability": "no"}


def test_words_given_over_the_api_are_shown_as_ones_own(me: Client, ada: User) -> None:
    with person_scope(ada.pk):
        EqualOpportunityAnswers.objects.create(disability=WORD)
    form = me.get(PAGE).context["form"]

    assert (form["disability"].value(), form["disability_own"].value()) == ("own", WORD)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"gender": "own"}, "Please write it here"),
        ({"gender": "", "gender_own": WORD}, "or empty this field"),
        ({"gender": "woman", "gender_own": WORD}, "or empty this field"),
        ({"gender": "anything"}, "Select a valid choice"),
    ],
    ids=["no words", "rather not", "two answers", "unknown"],
)
def test_what_is_not_clear_is_not_kept(me: Client, ada: User, given: dict[str, str], said: str) -> None:
    answer = me.post(PAGE, SILENT | given)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert held(ada) is None


def test_all_are_removed_at_once_without_a_trace(me: Client, ada: User) -> None:
    me.post(PAGE, SILENT | {"gender": "woman"})
    assert "Remove all my answers" in text_of(me.get(PAGE))

    answer = me.post(PAGE, {"step": "remove"}, follow=True)
    assert "are removed" in text_of(answer)
    assert "Remove all my answers" not in text_of(answer)
    assert held(ada) is None


def test_saying_nothing_keeps_nothing(me: Client, ada: User) -> None:
    me.post(PAGE, SILENT)

    assert held(ada) is None


def doors(application: Application) -> list[str]:
    of, person = application.pk, application.applicant_id
    return [
        *(f"/v1/applications/{of}{part}" for part in ("", "/stages", "/notes")),
        *(f"/v1/applicants/{person}{part}" for part in ("", "/timeline", "/export")),
        f"/v1/applicants?q={WORD}",
        "/v1/applications",
        "/v1/audit-logs",
        "/v1/events",
    ]


def test_no_door_of_an_employer_shows_them(me: Client, ada: User, employer: Employer) -> None:
    application = applied(employer, ada)
    me.post(PAGE, {f"{name}_own": f"{WORD}-{name}" for name in SILENT} | dict.fromkeys(SILENT, "own"))
    admin = user_with("employer_admin", employer)
    api, office = ApiClient().as_user(admin), signed_in(admin)

    pages = [api.get(door) for door in doors(application)]
    pages += [
        office.get(f"/admin/applications/application/{application.pk}/change/"),
        office.get(f"/admin/applicants/applicant/{application.applicant_id}/change/"),
        office.get(f"/admin/applicants/applicant/?q={WORD}"),
    ]
    assert WORD in str(held(ada))
    assert {page.request["PATH_INFO"]: page.status_code for page in pages if page.status_code != 200} == {}
    assert not [page.request["PATH_INFO"] for page in pages if f"{WORD}-" in page.content.decode()]
