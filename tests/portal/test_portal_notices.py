"""A candidate's notification centre, on the pages."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from employers.models import Employer, User
from hiretrack.notifications import preferences
from hiretrack.notifications.catalogue import STATUS_CHANGED
from hiretrack.notifications.centre import News, notify
from hiretrack.notifications.models import Notification
from hiretrack.tenancy import all_tenants
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import constant
from tests.portal.test_portal_applications import applied

pytestmark = pytest.mark.django_db
PAGE, CHOICES = "/account/notifications/", "/account/notifications/choices/"


def told(employer: Employer, user: User) -> None:
    row = applied(employer, user, status="offer")
    notify(News(STATUS_CHANGED, uuid.uuid4(), row.pk, {"status": "offer"}), [user])


def rows(user: User) -> list[Any]:
    with all_tenants(reason="test"):
        return list(Notification.objects.filter(recipient=user))


def test_news_are_listed_and_counted_in_the_menu(me: Client, ada: User, employer: Employer) -> None:
    told(employer, ada)
    text = text_of(me.get(PAGE))

    assert "You have an offer" in text
    assert "at Acme" in text
    assert "Notifications 1 unread" in text


def test_news_are_read_one_by_one_and_all(me: Client, ada: User, employer: Employer) -> None:
    for _ in range(3):
        told(employer, ada)
    one = rows(ada)[0]
    assert me.post(f"{PAGE}{one.pk}/read/")["Location"] == PAGE
    assert [row.read_at is None for row in rows(ada)].count(False) == 1

    me.post(f"{PAGE}read/")
    assert all(row.read_at for row in rows(ada))


def test_opening_leads_to_what_it_is_about(me: Client, ada: User, employer: Employer) -> None:
    told(employer, ada)
    answer = me.post(f"{PAGE}{rows(ada)[0].pk}/read/", {"go": "1"})

    assert "/status/" in answer["Location"]
    assert rows(ada)[0].read_at


def test_other_people_s_news_do_not_exist(me: Client, employer: Employer) -> None:
    bob = CandidateFactory()
    told(employer, bob)

    assert me.post(f"{PAGE}{rows(bob)[0].pk}/read/").status_code == 404
    me.post(f"{PAGE}read/")
    assert rows(bob)[0].read_at is None
    assert "Nothing yet" in text_of(me.get(PAGE))


def test_choices_are_saved_and_owed_mails_stay(me: Client, ada: User) -> None:
    assert "disabled" in me.get(CHOICES).content.decode()
    assert me.post(CHOICES, {"status_changed.in_app": "on"})["Location"] == CHOICES

    chosen = {one["kind"]: (one["email"], one["in_app"]) for one in preferences.chosen(ada)}
    assert chosen["status_changed"] == (True, True)
    assert chosen["application_received"] == (False, False)
    assert chosen["job_alert"] == (False, False)


def test_strangers_are_sent_to_the_door(client: Client) -> None:
    for address in (PAGE, CHOICES):
        assert client.get(address)["Location"] == f"/account/sign-in/?next={address}"


def test_statements_do_not_grow_with_the_list(me: Client, ada: User, employer: Employer) -> None:
    constant(me, PAGE, lambda: told(employer, ada))
