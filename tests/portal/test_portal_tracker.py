"""The candidate's tracker on the pages: list, board, numbers, many at once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from applicants.choices import TrackedStatus
from applicants.models import TrackedApplication
from employers.models import User
from hiretrack.tenancy import person_scope
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import constant, signed_in

pytestmark = pytest.mark.django_db
PAGE, ADD, MANY = "/account/tracker/", "/account/tracker/add/", "/account/tracker/change/"
BOARD, NUMBERS = f"{PAGE}board/", f"{PAGE}numbers/"


def body(**more: str) -> dict[str, str]:
    given = {"title": "Engineer", "company": "Babbage", "status": "applied", "url": "https://jobs.example/1"}
    return given | {"applied_on": timezone.localdate().isoformat(), **more}


def own(user: User) -> list[Any]:
    with person_scope(user.pk):
        return list(TrackedApplication.objects.order_by("id"))


def test_strangers_are_sent_to_the_door(client: Client) -> None:
    for address in (PAGE, BOARD, NUMBERS, ADD):
        assert client.get(address)["Location"] == f"/account/sign-in/?next={address}"


def test_bookmark_fills_the_form(me: Client) -> None:
    page = me.get(f"{ADD}?title=Welder&url=https://jobs.example/2&status=hacked").content.decode()

    assert 'value="Welder"' in page
    assert 'value="https://jobs.example/2"' in page


def test_application_is_tracked_changed_and_removed(me: Client, ada: User) -> None:
    sent = body()
    assert me.post(ADD, sent)["Location"] == PAGE
    row = own(ada)[0]
    address = f"{PAGE}{row.pk}/"
    me.post(address, sent | {"status": "interviewing"})
    changed = own(ada)[0]
    assert (changed.status, changed.applied_at) == ("interviewing", row.applied_at)
    assert "Interviewing" in text_of(me.get(address))

    me.post(f"{address}remove/")
    assert own(ada) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Please name the job."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"applied_on": "2999-01-01"}, "not a later one"),
        ({"status": "hired"}, "Select a valid choice"),
    ],
    ids=["title", "address", "future", "status"],
)
def test_mistakes_are_told(me: Client, ada: User, wrong: dict[str, str], said: str) -> None:
    answer = me.post(ADD, body(**wrong))

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert own(ada) == []


def test_list_is_searched_and_filtered(me: Client) -> None:
    me.post(ADD, body(title="Engineer"))
    me.post(ADD, body(title="Welder", status="offered"))

    assert [row.title for row in me.get(f"{PAGE}?status=offered").context["page"].items] == ["Welder"]
    assert [row.title for row in me.get(f"{PAGE}?q=engin").context["page"].items] == ["Engineer"]
    assert "No application matches" in text_of(me.get(f"{PAGE}?q=nothing"))


def test_board_has_a_column_for_each_status(me: Client) -> None:
    me.post(ADD, body())
    me.post(ADD, body(status="offered"))
    me.post(ADD, body(status="archived"))

    assert [column["count"] for column in me.get(BOARD).context["columns"]] == [1, 0, 1, 0]


def test_card_of_the_board_moves_by_a_button_for_each_other_status(me: Client, ada: User) -> None:
    me.post(ADD, body(title="Engineer"))
    card = me.get(BOARD).content.decode().split('class="board-card"')[1]

    assert card.count('name="status"') == len(TrackedStatus) - 1
    assert 'value="applied"' not in card
    me.post(MANY, {"id": str(own(ada)[0].pk), "status": "interviewing", "next": BOARD})
    assert own(ada)[0].status == "interviewing"


@pytest.mark.parametrize("address", [PAGE, BOARD, NUMBERS])
def test_empty_tracker_says_how_to_begin(me: Client, address: str) -> None:
    assert "Nothing tracked yet" in text_of(me.get(address))
    me.post(ADD, body())
    assert "Nothing tracked yet" not in text_of(me.get(address))


def test_weeks_are_drawn_and_told_in_words(me: Client) -> None:
    me.post(ADD, body())
    page = me.get(NUMBERS).content.decode()

    assert "the last 26 weeks: 1 applied, 0 answered." in page
    assert page.count('<rect class="applied"') == 1


def test_numbers_tell_the_answers(me: Client) -> None:
    me.post(ADD, body())
    me.post(ADD, body(status="interviewing"))
    text = text_of(me.get(NUMBERS))

    assert "Answer rate 50%" in text
    assert "Waiting longest" in text


def test_many_change_at_once(me: Client, ada: User) -> None:
    for _ in range(3):
        me.post(ADD, body())
    ids = [row.pk for row in own(ada)]

    assert me.post(MANY, {"id": ids[:2], "status": "rejected", "next": BOARD})["Location"] == BOARD
    assert [row.status for row in own(ada)] == ["rejected", "rejected", "applied"]
    assert "2 applications are changed." in text_of(me.get(PAGE))
    me.post(MANY, {"id": ids[2:], "remove": "1"})
    assert len(own(ada)) == 2


def test_nothing_ticked_is_told_and_no_foreign_page_follows(me: Client) -> None:
    answer = me.post(MANY, {"status": "rejected", "next": "https://evil.example/"})

    assert answer["Location"] == PAGE
    assert "Please tick" in text_of(me.get(PAGE))
    assert me.post(MANY, {"id": "x", "status": "rejected"})["Location"] == PAGE


def test_no_more_than_a_hundred_change_at_once(me: Client, ada: User) -> None:
    me.post(ADD, body())
    ids = [own(ada)[0].pk, *(uuid.uuid4() for _ in range(100))]
    me.post(MANY, {"id": ids, "status": "rejected"})

    assert "At most 100 applications at once." in text_of(me.get(PAGE))
    me.post(MANY, {"id": ids, "remove": "1"})
    assert [row.status for row in own(ada)] == ["applied"]
    me.post(MANY, {"id": ids[:100], "status": "rejected"})
    assert [row.status for row in own(ada)] == ["rejected"]


def test_changing_many_counts_as_expensive(me: Client, settings: LazySettings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"expensive": "1/hour"}
    many, single = {"id": [uuid.uuid4(), uuid.uuid4()]}, {"id": uuid.uuid4()}

    assert [me.post(MANY, sent).status_code for sent in (single, many, many, single)] == [302, 302, 429, 302]


def test_other_people_s_rows_do_not_exist(me: Client) -> None:
    bob = CandidateFactory()
    signed_in(bob).post(ADD, body())
    row = own(bob)[0]

    assert me.get(f"{PAGE}{row.pk}/").status_code == 404
    assert me.post(f"{PAGE}{row.pk}/remove/").status_code == 404
    me.post(MANY, {"id": row.pk, "status": "rejected"})
    me.post(MANY, {"id": row.pk, "remove": "1"})
    assert own(bob)[0].status == "applied"
    assert "Babbage" not in text_of(me.get(PAGE)) + text_of(me.get(BOARD))


@pytest.mark.parametrize("address", [PAGE, BOARD, NUMBERS])
def test_statements_do_not_grow_with_the_list(me: Client, ada: User, address: str) -> None:
    def add() -> None:
        with person_scope(ada.pk):
            TrackedApplication.objects.create(company="A", title="B", applied_at=timezone.now() - dt.timedelta(days=1))

    constant(me, address, add)
