"""How jobs look on the pages: pay, dates, initials, structured data, both languages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from employers.models import Employer
from hiretrack.portal.templatetags import portal
from tests.portal.conftest import Publish
from tests.portal.filling import text_of

NOW = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)


def pay(low: str | None, high: str | None, currency: str = "EUR", period: str = "year") -> dict[str, Any]:
    values = {"salary_min": low and Decimal(low), "salary_max": high and Decimal(high)}
    return values | {"salary_currency": currency, "salary_period": period}


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (pay("60000", "80000"), "€60,000–80,000 a year"),
        (pay("60000", "60000.00"), "€60,000 a year"),
        (pay("18.50", None, "USD", "hour"), "from $18.50 an hour"),
        (pay(None, "9000", "CHF", "month"), "up to CHF\u00a09,000 a month"),
        (pay("100", "200", "XYZ", "day"), "XYZ\u00a0100–200 a day"),
        (pay(None, None), ""),
    ],
)
def test_salary_is_said_in_words(job: dict[str, Any], words: str) -> None:
    assert portal.salary(job) == words


def test_salary_follows_the_language() -> None:
    with override("de"):
        assert portal.salary(pay("60000", "80000.50")) == "60.000–80.000,50\u00a0€ pro Jahr"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "yesterday"), (5, "5 days ago"), (21, "3 weeks ago"), (90, "Feb. 19, 2026")],
)
@time_machine.travel(NOW, tick=False)
def test_posting_date_is_told_as_people_do(days: int, words: str) -> None:
    moment = NOW - dt.timedelta(days=days)

    assert portal.posted(moment) == f'<time datetime="{moment.date()}">{words}</time>'


@pytest.mark.parametrize(
    ("name", "letters"), [("Acme", "A"), ("Nordlicht Robotics GmbH", "NR"), ("  ", "·"), ("µ-labs", "µl")]
)
def test_initials_stand_in_for_a_logo(name: str, letters: str) -> None:
    assert portal.initials(name) == letters


@pytest.mark.parametrize(
    ("title", "slug"), [("Data Engineer (m/w/d)", "data-engineer-mwd"), ("apply", "job"), ("日本語", "job")]
)
def test_address_ends_in_readable_words(title: str, slug: str) -> None:
    assert portal.job_slug(title) == slug


@pytest.mark.parametrize(
    ("location", "remote", "places"),
    [("Berlin", True, ["Berlin", "Remote"]), ("Remote, Spain", True, ["Remote, Spain"]), ("", False, [])],
)
def test_remote_is_said_once(location: str, remote: bool, places: list[str]) -> None:
    assert portal.places({"location": location, "remote": remote}) == places


def test_structured_data_cannot_end_its_block() -> None:
    block = portal.json_ld({"title": "</script><script>alert(1)</script>&\u2028"})

    assert block.count("</script>") == 1
    assert block.endswith("</script>")


def test_pages_speak_german(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer)

    page = client.get(f"/jobs/{job.pk}/apply/", headers={"Accept-Language": "de"})

    assert '<html lang="de" dir="ltr">' in page.content.decode()
    assert "Auf „Data Engineer“ bewerben" in text_of(page)
