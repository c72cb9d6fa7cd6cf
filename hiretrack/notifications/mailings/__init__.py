"""A recruiter's own message to several applicants: written once, sent to each exactly once, stoppable for a while."""

from hiretrack.notifications.mailings.services import (
    MOST,
    WAIT,
    preview,
    progress,
    resend_mailings,
    start_mailing,
    stop_mailing,
    write_batches,
)

__all__ = [
    "MOST",
    "WAIT",
    "preview",
    "progress",
    "resend_mailings",
    "start_mailing",
    "stop_mailing",
    "write_batches",
]
