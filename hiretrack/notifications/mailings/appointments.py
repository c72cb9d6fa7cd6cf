"""An appointment that a mailing invites to: when, how long, where. Later mailings of its series change or end it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from hiretrack.errors import FieldError, Invalid
from hiretrack.notifications.choices import MAILING
from hiretrack.notifications.mail_templates.placeholders import check

MAX_TITLE, MAX_PLACE = 200, 300
SHORTEST, LONGEST = 5, 24 * 60
FARTHEST = dt.timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class Appointment:
    """`starts_at` is aware; `zone` is the IANA name in which it is meant and shown. `place` is a place or an address
    on the web. `series` is the first mailing's id, and `number` counts its changes (RFC 5545, 3.8.7.4)."""

    title: str
    starts_at: dt.datetime
    minutes: int
    zone: str
    place: str = ""
    series: uuid.UUID | None = None
    number: int = 0
    is_cancelled: bool = False

    @property
    def start(self) -> dt.datetime:
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def end(self) -> dt.datetime:
        # Added to the moment, not to the clock: an hour is an hour also where the clocks change within it.
        ends_at = self.starts_at.astimezone(dt.UTC) + dt.timedelta(minutes=self.minutes)
        return ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def is_online(self) -> bool:
        return self.place.startswith(("https://", "http://")) and " " not in self.place

    @property
    def when(self) -> str:
        """In words, in the active language and its own time zone."""
        day = _day(self.start)
        until = time_format(self.end.time(), "TIME_FORMAT")
        if self.end.date() != self.start.date():
            until = f"{_day(self.end)}, {until}"
        return f"{day}, {time_format(self.start.time(), 'TIME_FORMAT')} – {until} ({self.zone_shown})"

    @property
    def zone_shown(self) -> str:
        offset = self.start.strftime("%z")
        shift = f"UTC{offset[:3]}:{offset[3:5]}"
        town = self.zone.rpartition("/")[2].replace("_", " ")
        return shift if town == "UTC" else f"{town}, {shift}"

    def packed(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "title": self.title,
            "starts_at": self.starts_at.astimezone(dt.UTC).isoformat(),
            "minutes": self.minutes,
            "zone": self.zone,
            "place": self.place,
            "series": str(self.series),
            "number": self.number,
            "is_cancelled": self.is_cancelled,
        }

    @classmethod
    def unpacked(cls, packed: dict[str, Any] | None) -> Appointment | None:
        if not packed:
            return None
        starts_at, series = dt.datetime.fromisoformat(packed["starts_at"]), uuid.UUID(packed["series"])
        return cls(**{**packed, "starts_at": starts_at, "series": series})


def _day(moment: dt.datetime) -> str:
    return f"{date_format(moment, 'l')}, {date_format(moment, 'DATE_FORMAT')}"


def meant(day_and_time: str, zone: str) -> dt.datetime:
    """The moment that somebody in `zone` means by what they typed into a `datetime-local` field. Raises `Invalid` for
    what is no time, and for one that the clocks leap over."""
    try:
        given, home = dt.datetime.fromisoformat(day_and_time), zone_of(zone)
    except ValueError as error:
        raise _wrong("starts_at", "invalid", _("Give a day and a time.")) from error
    if given.tzinfo is not None:
        raise _wrong("starts_at", "invalid", _("Give a day and a time."))
    moment = given.replace(tzinfo=home)
    if moment.astimezone(dt.UTC).astimezone(home).replace(tzinfo=None) != given:
        raise _wrong("starts_at", "no_such_time", _("There is no such time on that day: the clocks change."))
    return moment


def zone_of(name: str) -> ZoneInfo:
    """Raises `Invalid` for a name that no clock goes by."""
    try:
        return ZoneInfo(name or timezone.get_current_timezone_name())
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _wrong("zone", "unknown_zone", _("This time zone is not known.")) from error


def check_appointment(one: Appointment) -> None:
    """Raise `Invalid` that names everything wrong with it."""
    zone_of(one.zone)
    errors = [*_in_title(one.title), *_in_place(one.place), *_in_time(one)]
    if errors:
        raise Invalid(_("The appointment cannot be sent as it is."), errors=errors)


def _in_title(title: str) -> list[FieldError]:
    at = "/appointment_title"
    if len(title) > MAX_TITLE:
        said = _("This has %(count)d characters; up to %(limit)d fit.") % {"count": len(title), "limit": MAX_TITLE}
        return [FieldError(at, "max_length", said)]
    try:
        # It may hold what a subject may.
        check(MAILING, subject=title, body="-")
    except Invalid as error:
        return [replace(one, pointer=at) for one in error.errors]
    return []


def _in_place(place: str) -> list[FieldError]:
    if len(place) > MAX_PLACE or not place.isprintable():
        said = _("A place or a link is one line of up to %(limit)d characters.") % {"limit": MAX_PLACE}
        return [FieldError("/place", "invalid", said)]
    return []


def _in_time(one: Appointment) -> list[FieldError]:
    errors, now = [], timezone.now()
    if not one.is_cancelled and not now < one.starts_at < now + FARTHEST:
        errors.append(FieldError("/starts_at", "out_of_range", _("Choose a time that lies ahead, within two years.")))
    if not SHORTEST <= one.minutes <= LONGEST:
        errors.append(FieldError("/minutes", "out_of_range", _("Between five minutes and a day.")))
    return errors


def _wrong(field: str, code: str, detail: str) -> Invalid:
    return Invalid(detail, errors=[FieldError(f"/{field}", code, detail)])
