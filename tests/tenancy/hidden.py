"""Somebody whom an employer may not know yet: every field that says who they are holds a word nobody else uses."""

from __future__ import annotations

from typing import Any

from applicants.models import Applicant, ApplicantMerge
from applications.models import Application, ApplicationStage
from applications.services import move
from employers.models import Employer, User
from hiretrack.audit.services import record
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.factories.uploads import UploadFactory

WORD, PHONE = "zyxoname", "+436641230987"
INNOCENT = "seismograph"
"""Stands in the CV, and says nothing of who wrote it."""
TELLING = f"I am {WORD}, {WORD}@example.org, call 0664 / 123 09 87 or see https://{WORD}.example/x. I like {INNOCENT}s."
LINKS = [{"label": WORD, "url": f"https://{WORD}.example/in/{WORD}"}]
SAID = {"name": f"Q. {WORD}", "email": f"q.{WORD}@example.org", "phone": PHONE, "headline": WORD, "links": LINKS}


def hide(employer: Employer, applicant: Any, application: Any) -> None:
    """Make everybody of the employer hidden, and give these two rows the word wherever it fits."""
    with employer_scope(employer.pk):
        Job.objects.update(fair_review=True)
        candidate = _account(employer)
        cv = UploadFactory(filename=f"{WORD}.pdf", text=TELLING, uploaded_by=candidate)
        letter = UploadFactory(filename=f"letter {WORD}.pdf", text=TELLING, uploaded_by=candidate)
        Upload.objects.filter(pk__in=[row.cv_id for row in (applicant, application) if row.cv_id]).update(
            filename=f"{WORD} old.pdf", text=TELLING, uploaded_by=candidate
        )
        Applicant.objects.filter(pk=applicant.pk).update(
            name=f"Quirin {WORD}", email=f"{WORD}@example.com", phone=PHONE, links=LINKS, user=candidate,
            headline=f"Ask {WORD} about seismographs", cv_text=TELLING, cv=applicant.cv_id or cv.pk,
        )  # fmt: skip
        answers = [{"question_id": "why", "question": "Why?", "answer": TELLING, "knocked_out": False}]
        Application.objects.filter(pk=application.pk).update(
            cover_letter=TELLING, answers=answers, submitted=SAID, cv=application.cv_id or cv.pk,
            cover_letter_file=letter,
        )  # fmt: skip
        ApplicantMerge.objects.update(fields={"name": {"before": f"Quirin {WORD}", "after": f"Quirin {WORD}"}})
        _done_by(candidate, application)


def _account(employer: Employer) -> User:
    return User.objects.create_user(f"{WORD}@example.com", "x" * 20, name=f"Quirin {WORD}", roles=["applicant"])


def _done_by(candidate: User, application: Any) -> None:
    """Something that the candidate did, in the log and in the journal."""
    stage = ApplicationStage(application=application, from_status="new", status="new", changed_by=candidate)
    stage.save()
    actor = Actor(ActorKind.USER, candidate.name, candidate.pk, roles=frozenset({"applicant"}))
    with acting_as(actor):
        record("application.duplicate_received", entity=application, applicant_id=str(application.applicant_id))


def reveal(employer: Employer, application: Any) -> None:
    """Take it to the interview."""
    with employer_scope(employer.pk):
        for status in ("screening", "interview"):
            move(application_id=application.pk, status=status)


def tells(answer: Any) -> bool:
    """Whether an answer says who it is, or how to reach them."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode(errors="replace").lower()
    return WORD in text or PHONE in text or PHONE[-7:] in text.replace(" ", "")
