"""The rows of one demo employer, unsaved, each with what the journal would say about it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from applicants.consent import given
from applicants.models import Applicant
from applications.choices import UNANSWERED, ApplicationStatus
from applications.models import Application, ApplicationStage
from employers.models import Employer, User
from hiretrack.portal.demo import content, cv
from hiretrack.portal.demo.accounts import candidate_account
from hiretrack.portal.demo.casting import Bid, plain
from hiretrack.portal.demo.content import JobText
from hiretrack.portal.demo.ledger import Ledger
from hiretrack.uploads import storage
from hiretrack.uploads.choices import ContentType, ScanStatus, UploadKind
from hiretrack.uploads.models import Upload
from jobs.choices import JobStatus, PageEventKind
from jobs.models import Job, PageEvent

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
COPIED = ("name", "email", "phone", "location", "headline")
VISITS = 90
VISITED_BY = ("", "", "newsletter", "job_board")
TALKED_TO = 2
"""From the second step on somebody has written a note."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, when, and on whose applications."""

    employer: Employer
    admin: User
    recruiter: User
    now: dt.datetime
    bids: list[Bid]
    ledger: Ledger = field(default_factory=Ledger)

    def job(self, text: JobText) -> Job:
        moments = [step.at for bid in self.bids if bid.job is text for step in bid.steps]
        published = min(moments, default=self.now - 9 * DAY) - 3 * DAY
        made = self.now - DAY if text.state == "draft" else published - 2 * DAY
        row = Job(**text.fields, employer=self.employer, created_by=self.recruiter, created_at=made)
        self.ledger.note("job.created", entity=row, at=made, by=self.recruiter)
        if text.state != "draft":
            row.status, row.published_at = JobStatus.PUBLISHED, published
            self.ledger.note("job.published", entity=row, at=published, by=self.recruiter, from_status="draft")
        if text.state == "closed":
            row.status, row.closed_at = JobStatus.CLOSED, min(max(moments, default=published) + DAY, self.now)
            over = {"from_status": "published", "reason": "closed"}
            self.ledger.note("job.closed", entity=row, at=row.closed_at, by=self.recruiter, **over)
        return row

    def visits(self, job: Job) -> Iterator[PageEvent]:
        """Of a job's page, spread over the time it was open: one in six visitors begins to apply."""
        if job.published_at is None:
            return
        until = job.closed_at or self.now
        for number in range(VISITS):
            at = job.published_at + (until - job.published_at) * number / VISITS
            kind = PageEventKind.VIEW if number % 6 else PageEventKind.APPLY_START
            yield PageEvent(
                employer=self.employer, job=job, kind=kind, source=VISITED_BY[number % len(VISITED_BY)], at=at
            )

    def upload(self, bid: Bid) -> Upload:
        """Also puts the file into the store."""
        pdf, at = cv.as_pdf(bid.candidate, self.employer.brand_colour), bid.steps[0].at
        row = Upload(
            employer=self.employer,
            kind=UploadKind.CV,
            filename=f"{plain(bid.candidate.name).replace('.', '-')}-cv.pdf",
            content_type=ContentType.PDF,
            size=len(pdf),
            sha256=hashlib.sha256(pdf).hexdigest(),
            scan_status=ScanStatus.CLEAN,
            text=cv.as_text(bid.candidate),
            **dict.fromkeys(("created_at", "completed_at"), at - MINUTE),
            **dict.fromkeys(("scanned_at", "claimed_at"), at),
        )
        row.path = f"{self.employer.pk}/{row.pk}/{row.filename}"
        storage.write(row.path, pdf, content_type=row.content_type)
        self.ledger.note("upload.completed", entity=row, at=at - MINUTE, kind=row.kind)
        self.ledger.note("upload.scanned", entity=row, at=at, scan_status=row.scan_status)
        return row

    def applicant(self, bid: Bid, file: Upload) -> Applicant:
        who, at = bid.candidate, bid.steps[0].at
        row = Applicant(
            employer=self.employer,
            **{name: getattr(who, name) for name in COPIED},
            skills=list(who.skills),
            languages=list(who.languages),
            cv=file,
            cv_text=file.text,
            user=candidate_account(who.email),
            consent=self._consent(bid),
            created_at=at,
        )
        self.ledger.note("applicant.created", entity=row, at=at)
        return row

    def application(self, bid: Bid, job: Job, applicant: Applicant) -> Application:
        family, (first, last) = content.families()[bid.job.family], (bid.steps[0], bid.steps[-1])
        row = Application(
            employer=self.employer,
            job=job,
            applicant=applicant,
            status=last.status,
            source=bid.source,
            cover_letter=bid.letter,
            answers=bid.answers,
            submitted={name: getattr(bid.candidate, name) for name in COPIED}
            | {"links": [], "consent": self._consent(bid)},
            notes=family.note if len(bid.steps) > TALKED_TO else "",
            rejection_reason=family.reason if last.status == ApplicationStatus.REJECTED else "",
            cv=applicant.cv,
            answer_by=first.at + self.employer.reply_promise_days * DAY if last.status in UNANSWERED else None,
            created_at=first.at,
        )
        about = {"job_id": str(job.pk), "applicant_id": str(applicant.pk)}
        came = {"status": "new", "source": str(bid.source)}
        self.ledger.note("application.created", entity=row, at=first.at, by=None, **about, **came)
        return row

    def _consent(self, bid: Bid) -> dict[str, str]:
        policy = self.employer.privacy_policy_url
        return given(policy_version=policy, source=str(bid.source), at=bid.steps[0].at)

    def stages(self, bid: Bid, row: Application) -> list[ApplicationStage]:
        return [
            ApplicationStage(
                employer=self.employer,
                application=row,
                from_status=step.from_status,
                status=step.status,
                changed_at=step.at,
                changed_by=self._journalled(row, step.from_status, step.status, step.at),
            )
            for step in bid.steps
        ]

    def _journalled(self, row: Application, before: str, after: ApplicationStatus, at: dt.datetime) -> User | None:
        """Who made the move: candidates apply and withdraw themselves, offers are the employer admin's."""
        by: User | None = self.recruiter
        if after in {ApplicationStatus.NEW, ApplicationStatus.WITHDRAWN}:
            by = None
        elif after in {ApplicationStatus.OFFER, ApplicationStatus.HIRED}:
            by = self.admin
        if before:
            about = {"job_id": str(row.job_id), "applicant_id": str(row.applicant_id)}
            moved = {"from_status": str(before), "status": str(after)}
            self.ledger.note("application.status.changed", entity=row, at=at, by=by, **about, **moved)
        return by
