"""A recruiter's own message to several applicants: written once, sent to each exactly once, stoppable for a while; with
an appointment it is an invitation that calendars understand, and can be changed and called off."""

from hiretrack.notifications.mailings.appointments import Appointment, check_appointment, meant, zone_of
from hiretrack.notifications.mailings.services import (
    MOST,
    WAIT,
    change_appointment,
    may_change,
    not_reached,
    progress,
    register,
    resend_mailings,
    start_mailing,
    stop_mailing,
)
from hiretrack.notifications.mailings.writing import preview, write_batches

__all__ = [
    "MOST",
    "WAIT",
    "Appointment",
    "change_appointment",
    "check_appointment",
    "may_change",
    "meant",
    "not_reached",
    "preview",
    "progress",
    "register",
    "resend_mailings",
    "start_mailing",
    "stop_mailing",
    "write_batches",
    "zone_of",
]
