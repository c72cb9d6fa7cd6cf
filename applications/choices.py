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
FINAL = frozenset({_S.HIRED, _S.WITHDRAWN})
