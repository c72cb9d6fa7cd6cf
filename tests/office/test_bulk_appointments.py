"""Inviting candidates in a message to several: asked for, shown in the plan, changed, and called off."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from applications.models import Application
from employers.models import Employer
from hiretrack.notifications.choices import SuppressionReason
from hiretrack.notifications.mailings import stop_mailing
from hiretrack.notifications.mailings.writing import cause_of
from hiretrack.notifications.models import Mailing, Message, Suppression
from tests.factories.feedback import blocked
from tests.notifications.test_appointments import before_it
from tests.office.test_bulk import asked, packed, recruiter, three
from tests.tenancy.neighbours import signed_in

__all__ = ["before_it", "recruiter", "three"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_it")]
GIVEN = {
    "subject": "News about {{ job }}", "body": "Hello {{ candidate }}", "starts_at": "2027-07-20T14:00",
    "minutes": "45", "place": "Room 1", "appointment_title": "", "zone": "Europe/Berlin",
}  # fmt: skip


def sent(client: Client, rows: list[Application], **given: Any) -> Mailing:
    fields = {**GIVEN, **given}
    token = asked(client, "mail", packed(*rows), **fields).context["plan"].token
    asked(client, "mail", packed(*rows), confirm=token, **fields)
    return Mailing.objects.get()


def test_plan_shows_the_appointment_and_carries_it_on(recruiter: Client, three: list[Application]) -> None:
    page = asked(recruiter, "mail", packed(*three), **GIVEN).content.decode()

    assert "Tuesday, July 20, 2027, 2 p.m. – 2:45 p.m. (Berlin, UTC+02:00)" in page
    assert '<input type="hidden" name="starts_at" value="2027-07-20T14:00"' in page
    assert 'name="minutes" value="45"' in page


def test_mailing_holds_the_moment_that_was_meant(recruiter: Client, three: list[Application]) -> None:
    one = sent(recruiter, three).appointment

    assert (one["starts_at"], one["minutes"], one["zone"]) == ("2027-07-20T12:00:00+00:00", 45, "Europe/Berlin")
    assert (one["title"], one["place"], one["number"]) == ("News about {{ job }}", "Room 1", 0)


def test_message_without_a_time_invites_to_nothing(recruiter: Client, three: list[Application]) -> None:
    assert sent(recruiter, three, starts_at="", place="").appointment is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"starts_at": ""}, "Say when it begins"),
        ({"starts_at": "2020-01-01T10:00"}, "lies ahead"),
        ({"starts_at": "soon"}, "Give a day and a time."),
        ({"starts_at": "2027-03-28T02:30"}, "the clocks change"),
        ({"zone": "Middle/Earth"}, "not known"),
        ({"appointment_title": "{{ salary }}"}, "is not known in this mail"),
        ({"minutes": "7"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_at_the_form(
    given: dict[str, str], said: str, recruiter: Client, three: list[Application]
) -> None:
    page = asked(recruiter, "mail", packed(*three), **{**GIVEN, **given}).content.decode()

    assert said in page
    assert 'value="Room 1"' in page


def test_appointment_is_changed_once(recruiter: Client, three: list[Application]) -> None:
    row = sent(recruiter, three)
    address = f"/admin/notifications/mailing/{row.pk}/appointment/"
    form = recruiter.get(address)
    assert 'value="2027-07-20T14:00"' in form.content.decode()

    changed = {**GIVEN, "starts_at": "2027-07-21T10:00", "token": form.context["token"]}
    first, second = (recruiter.post(address, changed) for _ in range(2))

    made = Mailing.objects.exclude(pk=row.pk).get()
    assert first["Location"] == second["Location"] == f"/admin/notifications/mailing/{made.pk}/"
    assert (made.appointment["series"], made.appointment["number"]) == (str(row.pk), 1)
    assert made.appointment["starts_at"] == "2027-07-21T08:00:00+00:00"
    assert recruiter.get(address).status_code == 404
    other = recruiter.post(address, {**changed, "token": recruiter.get(_of(made)).context["token"]}, follow=True)
    assert "changed or cancelled since" in other.content.decode()


def test_appointment_is_called_off(recruiter: Client, three: list[Application]) -> None:
    row = sent(recruiter, three)
    token = recruiter.get(_of(row)).context["token"]

    recruiter.post(_of(row), {"call_off": "1", "token": token, "end-subject": "Off", "end-body": "Sorry"})

    made = Mailing.objects.exclude(pk=row.pk).get()
    assert made.appointment["is_cancelled"] is True
    assert "Appointment called off" in recruiter.get(f"/admin/notifications/mailing/{made.pk}/").content.decode()


def test_refused_change_keeps_what_was_typed(recruiter: Client, three: list[Application]) -> None:
    row = sent(recruiter, three)

    page = recruiter.post(_of(row), {**GIVEN, "starts_at": "", "token": "x", "subject": "Typed"})

    assert page.status_code == 422
    assert 'value="Typed"' in page.content.decode()


def test_stopped_appointment_is_not_changed_and_a_viewer_changes_none(
    recruiter: Client, three: list[Application], employer: Employer
) -> None:
    row = sent(recruiter, three)
    assert signed_in("viewer", employer).get(_of(row)).status_code == 403
    stop_mailing(mailing_id=row.pk)

    assert recruiter.get(_of(row)).status_code == 404
    assert "Change or call off" not in recruiter.get(f"/admin/notifications/mailing/{row.pk}/").content.decode()


def test_page_names_whom_a_mail_did_not_reach(recruiter: Client, three: list[Application]) -> None:
    row = sent(recruiter, three)
    Message.objects.create(
        kind="mailing", entity_id=three[0].pk, recipient="a@b.test", state="bounced", attempts=1,
        cause_id=cause_of(row, three[0].pk),
    )  # fmt: skip

    page = recruiter.get(f"/admin/notifications/mailing/{row.pk}/").content.decode()

    assert "Not reached" in page
    assert three[0].applicant.name in page


@pytest.mark.parametrize(
    ("state", "words"), [("bounced", "did not reach"), ("suppressed", "did not reach"), ("complained", "as spam")]
)
def test_log_of_an_application_tells_what_became_of_its_mail(
    state: str, words: str, recruiter: Client, three: list[Application]
) -> None:
    Message.objects.create(
        kind="status_rejected", entity_id=three[0].pk, recipient="a@b.test", state=state, cause_id=three[0].pk
    )

    assert words in recruiter.get(f"/admin/applications/application/{three[0].pk}/change/").content.decode()


def test_page_of_an_application_leads_to_writing(recruiter: Client, three: list[Application]) -> None:
    page = recruiter.get(f"/admin/applications/application/{three[0].pk}/change/").content.decode()
    asked_for = asked(recruiter, "mail", three[0].pk.hex, back="1")

    assert f'name="ids" value="{three[0].pk.hex}"' in page
    assert (asked_for.context["count"], asked_for.context["form"].errors) == (1, {})


def test_platform_admin_finds_an_address_and_unblocks_it(db: None) -> None:
    blocked("gone@example.com")
    row = blocked("other@example.com", SuppressionReason.COMPLAINT)
    admin = signed_in("platform", None)
    there = "/admin/notifications/suppression/"

    assert "Gone@Example" not in admin.get(there).content.decode()
    found = admin.get(there, {"q": "Other@example.com"}).content.decode()
    assert str(row.pk) in found
    admin.post(there, {"action": "unblock", "_selected_action": [str(row.pk)]})

    assert Suppression.objects.exclude(pk=row.pk).count() == Suppression.objects.count() == 1


def test_blocked_addresses_are_no_employer_s_business(employer: Employer) -> None:
    blocked()

    assert signed_in("employer_admin", employer).get("/admin/notifications/suppression/").status_code == 403


def _of(row: Mailing) -> str:
    return f"/admin/notifications/mailing/{row.pk}/appointment/"
