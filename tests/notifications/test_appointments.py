"""Mailings that invite: what calendars are told, and how a change or a cancellation finds the same appointment."""

from __future__ import annotations

import datetime as dt
import email
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from applicants.privacy import erase_applicant
from applications.models import Application
from employers.models import Employer, User
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError, Invalid
from hiretrack.notifications import mailings
from hiretrack.notifications.channels.base import Mail
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.mailings import Appointment, meant
from hiretrack.notifications.models import Mailing, Message
from hiretrack.notifications.wording import Content, Invitation
from hiretrack.tenancy import employer_scope
from tests.notifications.servers import ResendServer, SmtpServer
from tests.notifications.test_mailings import recruiter, two, written

__all__ = ["recruiter", "two"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_it")]
BERLIN = "Europe/Berlin"
WINTER = dt.datetime(2027, 1, 20, 14, tzinfo=ZoneInfo(BERLIN))
ONE = Appointment("Interview", WINTER, 45, BERLIN, "https://meet.example/abc")


@pytest.fixture
def before_it() -> Iterator[None]:
    """A day on which the tests' appointments lie ahead, and not too far: those that are over are refused."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)):
        yield


def started(rows: list[Application], by: User, one: Appointment | None = ONE, **given: Any) -> Mailing:
    words = {"subject": "Come and see us", "body": "Hello {{ candidate }}", **given}
    with acting_as(Actor(ActorKind.USER, by.name, by.pk)):
        row = mailings.start_mailing(application_ids=[one.pk for one in rows], owner_id=by.pk, appointment=one, **words)
    written(row)
    return row


def changed(row: Mailing, one: Appointment, by: User) -> Mailing:
    with acting_as(Actor(ActorKind.USER, by.name, by.pk)):
        made = mailings.change_appointment(
            mailing_id=row.pk, appointment=one, subject="Changed", body="Another time", owner_id=by.pk
        )
    written(made)
    return made


def sent(employer: Employer, row: Mailing) -> None:
    with employer_scope(employer.pk):
        ids = list(Message.objects.filter(details__mailing_id=str(row.pk)).values_list("pk", flat=True))
    with time_machine.travel(timezone.now() + mailings.WAIT, tick=False):
        for pk in ids:
            deliver(pk, employer.pk)


def calendars(smtp: SmtpServer) -> list[Any]:
    """The invitations that arrived, by address."""
    parts = [(mail["To"], part) for mail in smtp.mails for part in mail.walk()]
    return [
        (to, part.get_param("method"), Calendar.from_ical(part.get_content()))
        for to, part in parts
        if part.get_content_type() == "text/calendar"
    ]


def test_invitation_is_an_alternative_and_a_file(
    employer: Employer, recruiter: User, two: list[Application], smtp: SmtpServer
) -> None:
    sent(employer, started(two, recruiter))

    (mail, _other) = smtp.mails
    (alternatives, file) = mail.iter_parts()
    assert [part.get_content_type() for part in alternatives.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_payload(decode=True) == alternatives.get_payload()[2].get_payload(decode=True)


def test_calendar_holds_who_when_and_where(
    employer: Employer, recruiter: User, two: list[Application], smtp: SmtpServer
) -> None:
    sent(employer, started(two, recruiter))

    found = {to: (method, calendar) for to, method, calendar in calendars(smtp)}
    method, calendar = found["ada@example.com"]
    (event,) = calendar.events
    assert (method, calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "REQUEST", "CONFIRMED", 0)
    assert (event.start, event.end) == (WINTER, WINTER + dt.timedelta(minutes=45))
    (zone,) = calendar.timezones
    assert (zone["TZID"], {part.name for part in zone.subcomponents}) == (BERLIN, {"STANDARD", "DAYLIGHT"})
    assert (event["SUMMARY"], event["LOCATION"], event["URL"]) == ("Interview", ONE.place, ONE.place)
    assert (event["ORGANIZER"], event["ATTENDEE"]) == (f"mailto:{recruiter.email}", "mailto:ada@example.com")
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert {one.events[0]["UID"] for _method, one in found.values()} == {
        event["UID"], found["bela@example.com"][1].events[0]["UID"],
    }  # fmt: skip


def test_title_is_filled_in_for_each(
    employer: Employer, recruiter: User, two: list[Application], smtp: SmtpServer
) -> None:
    sent(employer, started(two[:1], recruiter, replace(ONE, title="Interview: {{ job }} ({{ candidate }})")))

    ((_to, _method, calendar),) = calendars(smtp)
    assert calendar.events[0]["SUMMARY"] == "Interview: Welder (Ada)"


def test_mail_says_it_in_words_too(
    employer: Employer, recruiter: User, two: list[Application], smtp: SmtpServer
) -> None:
    sent(employer, started(two[:1], recruiter))

    text = smtp.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = smtp.mails[0].get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "When: Wednesday, Jan. 20, 2027, 2 p.m. – 2:45 p.m. (Berlin, UTC+01:00)" in text
    assert "Where: https://meet.example/abc" in text
    assert 'href="https://meet.example/abc"' in html


def test_change_and_cancellation_are_of_the_same_appointment(
    employer: Employer, recruiter: User, two: list[Application], smtp: SmtpServer
) -> None:
    first = started(two[:1], recruiter)
    later = changed(first, replace(ONE, starts_at=WINTER + dt.timedelta(days=1)), recruiter)
    last = changed(later, replace(ONE, is_cancelled=True), recruiter)
    for row in (first, later, last):
        sent(employer, row)

    found = [(method, one.events[0]) for _to, method, one in calendars(smtp)]
    assert len({event["UID"] for _method, event in found}) == 1
    assert [(method, event["SEQUENCE"], event["STATUS"]) for method, event in found] == [
        ("REQUEST", 0, "CONFIRMED"), ("REQUEST", 1, "CONFIRMED"), ("CANCEL", 2, "CANCELLED"),
    ]  # fmt: skip


def test_only_the_newest_can_be_changed(recruiter: User, two: list[Application]) -> None:
    first = started(two, recruiter)
    later = changed(first, ONE, recruiter)

    with pytest.raises(DomainError, match="changed or cancelled since"):
        changed(first, ONE, recruiter)
    mailings.stop_mailing(mailing_id=later.pk)
    assert not mailings.may_change(Mailing.objects.get(pk=later.pk))


def test_resend_gets_a_file_that_says_what_it_is(
    employer: Employer, recruiter: User, two: list[Application], resend: ResendServer
) -> None:
    sent(employer, started(two[:1], recruiter))

    (mail,) = resend.mails.values()
    (file,) = mail["attachments"]
    assert file["filename"] == "invite.ics"
    kind = email.message_from_string(f"Content-Type: {file['content_type']}\n\n", policy=policy.default)
    assert (kind.get_content_type(), kind.get_param("method")) == ("text/calendar", "REQUEST")


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"title": " "}, "/appointment_title"),
        ({"title": "a\nb"}, "/appointment_title"),
        ({"place": "x" * 400}, "/place"),
        ({"starts_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "/starts_at"),
        ({"minutes": 0}, "/minutes"),
        ({"zone": "Europe/Nowhere"}, "/zone"),
        ({"zone": "../../etc/passwd"}, "/zone"),
    ],
)
def test_appointment_that_cannot_be_is_refused(
    given: dict[str, Any], pointer: str, recruiter: User, two: list[Application]
) -> None:
    with pytest.raises(Invalid) as refused:
        started(two, recruiter, replace(ONE, **given))

    assert pointer in {error.pointer for error in refused.value.errors}


@pytest.mark.parametrize("typed", ["", "tomorrow", "2027-03-28T02:30", "2027-01-20T14:00+01:00"])
def test_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        meant(typed, BERLIN)

    assert meant("2027-03-28T03:30", BERLIN).utcoffset() == dt.timedelta(hours=2)


def test_appointment_across_the_change_of_clocks_takes_as_long_as_it_takes() -> None:
    one = replace(ONE, starts_at=meant("2027-03-28T01:30", BERLIN), minutes=60)

    assert one.end.strftime("%H:%M") == "03:30"


def test_words_follow_the_language_and_the_zone() -> None:
    with override("de"):
        assert ONE.when == "Mittwoch, 20. Januar 2027, 14:00 – 14:45 (Berlin, UTC+01:00)"
    night = replace(ONE, starts_at=WINTER.replace(hour=23), minutes=120)
    assert "Thursday" in night.when


def test_hostile_names_stay_within_their_lines(recruiter: User, two: list[Application], scope: Employer) -> None:
    person = two[0].applicant
    type(person).objects.filter(pk=person.pk).update(name='Ada";X=1\r\nATTENDEE:mailto:eve@example.com')
    row = started(two[:1], recruiter, replace(ONE, place="Room 1; Berlin, DE", title="A, B; C"))

    from hiretrack.notifications.mailings.invitations import invitation

    found = Application.objects.select_related("applicant", "job", "employer").get(pk=two[0].pk)
    one = Appointment.unpacked(row.appointment)
    assert one is not None
    (event,) = Calendar.from_ical(invitation(one, found=found, sender=recruiter).calendar).events
    assert event["ATTENDEE"] == f"mailto:{person.email}"
    assert (event["LOCATION"], event["SUMMARY"]) == ("Room 1; Berlin, DE", "A, B; C")


def test_appointment_that_names_an_erased_person_goes_with_them(recruiter: User, two: list[Application]) -> None:
    naming = started(two[1:], recruiter, replace(ONE, title="Talk about ada@example.com"))
    erase_applicant(applicant_id=two[0].applicant_id, reason="request")

    naming.refresh_from_db()
    assert (naming.appointment, naming.body) == (None, "")


def test_what_an_older_release_has_packed_is_read() -> None:
    assert Content.unpacked('["s", "t", "h", {"A": "b"}]') == Content("s", "t", "h", {"A": "b"})
    new = Content("s", "t", "h", {}, Invitation("CANCEL", "BEGIN"))
    assert Content.unpacked(new.packed()) == new


def test_mail_without_an_invitation_has_no_calendar() -> None:
    kinds = [
        part.get_content_type() for part in Mail("1", "a@b.test", "c@d.test", "s", "t", "h").message().message().walk()
    ]

    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
