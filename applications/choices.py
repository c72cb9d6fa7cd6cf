from __future__ import annotations

from django.db import models


class ApplicationStatus(models.TextChoices):
    NEW = "new", "New"
    SCREENING = "screening", "Screening"
    INTERVIEW = "interview", "Interview"
    OFFER = "offer", "Offer"
    HIRED = "hired", "Hired"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Source(models.TextChoices):
    CAREERS_PAGE = "careers_page", "Careers page"
    API = "api", "API"
    REFERRAL = "referral", "Referral"
    RECRUITER = "recruiter", "Added by a recruiter"
    IMPORT = "import", "Import"
    JOB_BOARD = "job_board", "Job board"
    OTHER = "other", "Other"


PUBLIC_SOURCES = (Source.CAREERS_PAGE, Source.API, Source.REFERRAL, Source.JOB_BOARD, Source.OTHER)
"""What a visitor's application may say of where it came from."""


ADDED_BY_EMPLOYER = frozenset({Source.RECRUITER, Source.IMPORT})
"""The candidate knows nothing of such an application: nobody is thanked for it, and no answer is promised."""


class PublicStatus(models.TextChoices):
    """What the status page tells: how far it is, nothing of how it is judged."""

    RECEIVED = "received", "Received"
    IN_REVIEW = "in_review", "In review"
    INTERVIEW = "interview", "Interview"
    OFFER = "offer", "Offer"
    HIRED = "hired", "Hired"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


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
    NEWEST = "newest", "Newest first"
    OLDEST = "oldest", "Oldest first"
    ANSWER_BY = "answer_by", "By the reply promise"


class BulkMoveState(models.TextChoices):
    MOVING = "moving", "Moving"
    MOVED = "moved", "Moved"
    STOPPED = "stopped", "Stopped"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


class Skipped(models.TextChoices):
    """Why a bulk move leaves an application where it is."""

    NOT_FOUND = "not_found", "There is no such application"
    SUPERSEDED = "superseded", "Another application of the same person goes on instead"
    ALREADY_THERE = "already_there", "It is there already"
    WRONG_STAGE = "wrong_stage", "The pipeline has no such step from where it is"
    CHANGED_MEANWHILE = "changed_meanwhile", "It was moved after the plan was made"


class ItemOutcome(models.TextChoices):
    WAITING = "waiting", "Waiting"
    MOVED = "moved", "Moved"
    CHANGED_MEANWHILE = "changed_meanwhile", "Moved by others before"
    UNDONE = "undone", "Undone"
    MOVED_SINCE = "moved_since", "Not undone: moved by others since"
