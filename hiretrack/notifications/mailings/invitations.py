"""An appointment as iCalendar (RFC 5545), for one candidate. Its UID is the same in every mail of its series, so that a
change replaces what their calendar holds."""

from __future__ import annotations

import datetime as dt
import uuid
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText, vUri

from applications.models import Application
from employers.models import User
from hiretrack.notifications.mailings.appointments import Appointment
from hiretrack.notifications.wording import Invitation, one_line, person

YEAR = dt.timedelta(days=366)
PRODUCT = "-//HireTrack//HireTrack//EN"


def invitation(one: Appointment, *, found: Application, sender: User | None) -> Invitation:
    """For the applicant of `found`, whose applicant, job and employer are loaded. `sender` gets the answers."""
    method = "CANCEL" if one.is_cancelled else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_event(one, found, sender))
    # A year each way: a zone must hold the change of clocks that the appointment follows (RFC 5545, 3.6.5).
    calendar.add_missing_timezones(first_date=one.start.date() - YEAR, last_date=one.end.date() + YEAR)
    return Invitation(method, calendar.to_ical().decode())


def _event(one: Appointment, found: Application, sender: User | None) -> Event:
    event = Event()
    event.add("uid", uid(one, found.pk))
    event.add("sequence", one.number)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", one.start)
    event.add("dtend", one.end)
    event.add("summary", one_line(one.title))
    event.add("description", one_line(f"{found.job.title} – {found.job.company or found.employer.name}"))
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    if one.place:
        event.add("location", one.place)
    if one.is_online:
        event.add("url", vUri(one.place))
    event.add("organizer", _organiser(found, sender), encode=False)
    event.add("attendee", _attendee(found), encode=False)
    return event


def uid(one: Appointment, application_id: uuid.UUID) -> str:
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"{uuid.uuid5(one.series or uuid.UUID(int=0), str(application_id))}@{host}"


def _organiser(found: Application, sender: User | None) -> vCalAddress:
    """Whoever wrote: calendars send there what the candidate answers."""
    employer = found.job.company or found.employer.name
    if sender is None:
        return _address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], employer)
    return _address(sender.email, f"{sender.name} ({employer})")


def _attendee(found: Application) -> vCalAddress:
    attendee = _address(found.applicant.email, person(found.applicant.name))
    for name, value in (("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION")):
        attendee.params[name] = vText(value)
    attendee.params["RSVP"] = vText("TRUE")
    return attendee


def _address(email: str, name: str) -> vCalAddress:
    made = vCalAddress(f"mailto:{email}")
    # A double quote cannot stand in a parameter (RFC 5545, 3.1).
    shown = one_line(name, 100).replace('"', "'")
    if shown:
        made.params["CN"] = vText(shown)
    return made
