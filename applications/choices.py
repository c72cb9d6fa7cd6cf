from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    NEW = "new", _("New")
    SCREENING = "screening", _("Screening")
    INTERVIEW = "interview", _("Interview")
    OFFER = "offer", _("Offer")
    HIRED = "hired", _("Hired")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Source(models.TextChoices):
    CAREERS_PAGE = "careers_page", _("Careers page")
    API = "api", _("API")
    REFERRAL = "referral", _("Referral")
    RECRUITER = "recruiter", _("Added by a recruiter")
    IMPORT = "import", _("Import")
    JOB_BOARD = "job_board", _("Job board")
    OTHER = "other", _("Other")


PUBLIC_SOURCES = (Source.CAREERS_PAGE, Source.API, Source.REFERRAL, Source.JOB_BOARD, Source.OTHER)
"""What a visitor's application may say of where it came from."""


ADDED_BY_EMPLOYER = frozenset({Source.RECRUITER, Source.IMPORT})
"""The candidate knows nothing of such an application: nobody is thanked for it, and no answer is promised."""


class PublicStatus(models.TextChoices):
    """What the status page tells: how far it is, nothing of how it is judged."""

    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("In review")
    INTERVIEW = "interview", _("Interview")
    OFFER = "offer", _("Offer")
    HIRED = "hired", _("Hired")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_S = ApplicationStatus
TRANSITIONS: dict[ApplicationStatus, frozenset[ApplicationStatus]] = {
    _S.NEW: frozenset({_S.SCREENING, _S.REJECTED, _S.WITHDRAWN}),
    _S.SCREENING: frozenset({_S.INTERVIEW, _S.REJECTED, _S.WITHDRAWN}),
    _S.INTERVIEW: frozenset({_S.OFFER, _S.REJECTED, _S.WITHDRAWN}),
    _S.OFFER: frozenset({_S.HIRED, _S.REJECTED, _S.WITHDRAWN}),
    _S.REJECTED: frozenset(),
    _S.HIRED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
REOPEN: dict[ApplicationStatus, ApplicationStatus] = {_S.REJECTED: _S.SCREENING}
"""Only through the reopen service."""
PIPELINE = (_S.NEW, _S.SCREENING, _S.INTERVIEW, _S.OFFER, _S.HIRED)
"""The way to a hire; rejected and withdrawn lead out of it."""
UNANSWERED = frozenset({_S.NEW, _S.SCREENING})
"""The employer's reply promise runs until the candidate hears something; moving to screening tells nobody anything."""
STARTS = (_S.NEW, _S.SCREENING, _S.INTERVIEW, _S.OFFER)
"""Where an application that a recruiter adds may begin."""
SHOWN: dict[ApplicationStatus, PublicStatus] = {
    _S.NEW: PublicStatus.RECEIVED,
    _S.SCREENING: PublicStatus.IN_REVIEW,
    _S.INTERVIEW: PublicStatus.INTERVIEW,
    _S.OFFER: PublicStatus.OFFER,
    _S.HIRED: PublicStatus.HIRED,
    _S.REJECTED: PublicStatus.CLOSED,
    _S.WITHDRAWN: PublicStatus.WITHDRAWN,
}


def moves_from(status: str) -> list[ApplicationStatus]:
    """Where `move` may take an application next, in the pipeline's order."""
    allowed = TRANSITIONS[ApplicationStatus(status)]
    return [after for after in ApplicationStatus if after in allowed]


class Sort(models.TextChoices):
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    ANSWER_BY = "answer_by", _("By the reply promise")


class BulkMoveState(models.TextChoices):
    MOVING = "moving", _("Moving")
    MOVED = "moved", _("Moved")
    STOPPED = "stopped", _("Stopped")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class Skipped(models.TextChoices):
    """Why a bulk move leaves an application where it is."""

    NOT_FOUND = "not_found", _("There is no such application")
    SUPERSEDED = "superseded", _("Another application of the same person goes on instead")
    ALREADY_THERE = "already_there", _("It is there already")
    WRONG_STAGE = "wrong_stage", _("The pipeline has no such step from where it is")
    CHANGED_MEANWHILE = "changed_meanwhile", _("It was moved after the plan was made")


class ItemOutcome(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MOVED = "moved", _("Moved")
    CHANGED_MEANWHILE = "changed_meanwhile", _("Moved by others before")
    UNDONE = "undone", _("Undone")
    MOVED_SINCE = "moved_since", _("Not undone: moved by others since")
