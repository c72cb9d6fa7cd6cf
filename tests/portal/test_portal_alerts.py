"""A candidate's job alerts, on the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from applicants.models import JobAlert
from employers.models import User
from hiretrack.tenancy import person_scope
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import constant, signed_in

pytestmark = pytest.mark.django_db
PAGE, ADD = "/account/alerts/", "/account/alerts/add/"
BODY = {"name": "Data in Berlin", "q": "data", "location": "Berlin", "remote": "on", "frequency": "weekly"}


def own(user: User) -> list[Any]:
    with person_scope(user.pk):
        return list(JobAlert.objects.all())


def test_strangers_come_back_to_the_search(client: Client) -> None:
    assert client.get(f"{ADD}?q=data")["Location"] == "/account/sign-in/?next=/account/alerts/add/%3Fq%3Ddata"


def test_form_begins_with_the_search(me: Client) -> None:
    page = me.get(f"{ADD}?q=data&location=Berlin&employer=acme").content.decode()

    assert 'value="data, Berlin, acme"' in page
    assert '<input type="hidden" name="employer" value="acme"' in page


def test_alert_is_made_and_changed(me: Client, ada: User) -> None:
    assert me.post(ADD, BODY | {"salary_min": "50000"})["Location"] == PAGE
    row = own(ada)[0]
    assert (row.name, row.frequency, row.is_active) == ("Data in Berlin", "weekly", True)
    assert row.search == {"q": "data", "location": "Berlin", "remote": True, "salary_min": row.search["salary_min"]}

    assert 'value="data"' in me.get(f"{PAGE}{row.pk}/").content.decode()
    me.post(f"{PAGE}{row.pk}/", BODY | {"q": "welder", "remote": ""})
    assert own(ada)[0].search == {"q": "welder", "location": "Berlin"}


def test_alert_rests_goes_on_and_goes(me: Client, ada: User) -> None:
    me.post(ADD, BODY)
    address = f"{PAGE}{own(ada)[0].pk}"
    me.post(f"{address}/switch/")
    assert own(ada)[0].is_active is False
    assert "Paused" in text_of(me.get(PAGE))

    me.post(f"{address}/switch/", {"on": "1"})
    assert own(ada)[0].is_active is True
    me.post(f"{address}/remove/")
    assert own(ada) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Please give the alert a name."),
        ({"salary_min": "-1"}, "greater than or equal to 0"),
        ({"frequency": "hourly"}, "Select a valid choice"),
    ],
    ids=["nameless", "amount", "frequency"],
)
def test_mistakes_are_told(me: Client, ada: User, wrong: dict[str, str], said: str) -> None:
    answer = me.post(ADD, BODY | wrong)

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert own(ada) == []


def test_other_people_s_alerts_do_not_exist(me: Client) -> None:
    bob = CandidateFactory()
    signed_in(bob).post(ADD, BODY)
    address = f"{PAGE}{own(bob)[0].pk}/"

    assert me.get(address).status_code == 404
    assert {me.post(f"{address}{end}", BODY).status_code for end in ("", "switch/", "remove/")} == {404}
    assert own(bob)[0].is_active
    assert BODY["name"] not in text_of(me.get(PAGE))


def test_statements_do_not_grow_with_the_list(me: Client) -> None:
    constant(me, PAGE, lambda: me.post(ADD, BODY))
