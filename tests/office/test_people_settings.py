"""The employer's settings page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applicants.models import Applicant
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.employers import EmployerAdminFactory, PlatformAdminFactory, UserFactory

pytestmark = pytest.mark.django_db
EMPLOYERS = "/admin/employers/employer/"
TYPED = {
    "name": "Acme", "website": "", "logo_url": "", "about_md": "We **build**.", "brand_colour": "#0f62fe",
    "privacy_policy_url": "", "retention_months": "24", "reply_promise_days": "14",
}  # fmt: skip


@pytest.fixture
def admin(employer: Employer) -> User:
    return EmployerAdminFactory(employer=employer)


@pytest.fixture
def office(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def page(employer: Employer, part: str = "change") -> str:
    return f"{EMPLOYERS}{employer.pk}/{part}/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def silent_for(days: int) -> Applicant:
    person = ApplicantFactory(consent={})
    Applicant.objects.filter(pk=person.pk).update(created_at=timezone.now() - dt.timedelta(days=days))
    return person


def test_menu_leads_straight_to_the_own_settings(office: Client, employer: Employer) -> None:
    answer = office.get(EMPLOYERS)

    assert (answer.status_code, answer["Location"]) == (302, page(employer))


def test_settings_are_saved_and_shown_again(office: Client, employer: Employer) -> None:
    typed = TYPED | {"brand_colour": "#00aa77", "two_factor_required": "on", "retention_months": "6"}

    answer = office.post(page(employer), typed)

    employer.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, page(employer))
    assert (employer.brand_colour, employer.two_factor_required, employer.retention_months) == ("#00aa77", True, 6)


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"brand_colour": "red"}, "Give a colour such as"), ({"retention_months": "0"}, "greater than or equal to 1")],
)
def test_wrong_setting_is_named_and_nothing_typed_is_lost(
    office: Client, employer: Employer, typed: dict[str, str], words: str
) -> None:
    answer = text(office.post(page(employer), TYPED | typed | {"about_md": "New words"}))

    assert words in answer
    assert "New words" in answer


@pytest.mark.parametrize("role", ["viewer", "recruiter"])
def test_others_look_and_change_nothing(client: Client, employer: Employer, role: str) -> None:
    client.force_login(UserFactory(employer=employer, roles=[role]))

    shown = text(client.get(page(employer)))

    assert "Only employer admins change these." in shown
    assert "<textarea" not in shown
    assert 'name="_save"' not in shown
    assert client.post(page(employer), TYPED | {"name": "X"}).status_code == 403
    assert client.post(page(employer, "about"), {"text": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ("12", ">2</span> With 12 months"),
        ("24", ">1</span> With 24 months"),
        ("36", "nobody would be erased"),
    ],
)
def test_page_counts_whom_a_time_would_erase(office: Client, employer: Employer, months: str, words: str) -> None:
    with employer_scope(employer.pk):
        for days in (3, 400, 800):
            silent_for(days)

    shown = text(office.get(page(employer, "retention"), {"retention_months": months}))

    assert words in shown
    with employer_scope(employer.pk):
        assert Applicant.objects.count() == 3


@pytest.mark.parametrize("months", ["", "abc", "-1", "0", "9999", "²"])
def test_nonsense_counts_with_the_stored_time(office: Client, employer: Employer, months: str) -> None:
    assert "With 24 months" in text(office.get(page(employer, "retention"), {"retention_months": months}))


def test_preview_is_cleaned_markdown(office: Client, employer: Employer) -> None:
    written = "We **build** <script>alert(1)</script> [x](javascript:alert(1))"

    html = office.post(page(employer, "about"), {"text": written}, headers={"Accept": "application/json"}).json()[
        "html"
    ]

    assert "<strong>build</strong>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("part", ["retention", "about", "change"])
def test_another_employers_settings_do_not_exist(office: Client, other_employer: Employer, part: str) -> None:
    answers = [office.get(page(other_employer, part)), office.post(page(other_employer, part), TYPED)]

    assert {answer.status_code for answer in answers} <= {302, 403, 404, 405}
    assert not any("Globex" in text(answer) for answer in answers)


def test_platform_admin_counts_at_any_employer(client: Client, employer: Employer) -> None:
    client.force_login(PlatformAdminFactory())

    assert client.get(page(employer)).status_code == 200
    assert "With 24 months" in text(client.get(page(employer, "retention")))
    assert client.get(EMPLOYERS).status_code == 200


def test_page_tells_how_many_would_have_to_set_it_up(office: Client, employer: Employer) -> None:
    UserFactory(employer=employer)

    assert "2 users have not set it up yet" in text(office.get(page(employer)))
