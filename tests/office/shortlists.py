"""What the tests of shortlists and comparisons share."""

from __future__ import annotations

from applicants.models import Applicant
from applications.models import Application
from jobs.models import Job
from shortlists.models import Match
from tests.factories.applications import published_job
from tests.office.boards import application

QUESTIONS = [
    {"id": "permit", "type": "boolean", "label": "May you work here?", "required": True, "options": []},
    {"id": "years", "type": "text", "label": "Years with SQL?", "required": False, "options": []},
]


def list_of(job: Job, part: str = "") -> str:
    return f"/admin/jobs/job/{job.pk}/shortlist/{part}"


def compare_of(job: Job, *people: Applicant) -> str:
    return f"/admin/jobs/job/{job.pk}/compare/?ids={','.join(str(one.pk) for one in people)}"


def job_with_three() -> tuple[Job, list[Application]]:
    """In the open scope: Ada, Alan and Grace applied; Ada and Grace were scored, and Alan answered wrongly."""
    job = published_job(title="Data engineer", questions=QUESTIONS)
    rows = [
        application(job, "Ada Lovelace", "screening", headline="Analyst", cv_text="Analytical engines " * 100),
        application(
            job, "Alan Turing", "new", answers=[answer("permit", QUESTIONS[0]["label"], value=False, out=True)]
        ),
        application(job, "Grace Hopper", "interview", answers=[answer("years", QUESTIONS[1]["label"], value="Ten")]),
    ]
    skills = (["Python", "SQL"], ["SQL"], ["COBOL", "SQL"])
    for row, known in zip(rows, skills, strict=True):
        Applicant.objects.filter(pk=row.applicant_id).update(skills=known, languages=["en"])
    scored(rows[0], 82, matched=["Python"], missing=["Kafka"])
    scored(rows[2], 40, matched=[], missing=["Python", "Kafka"])
    return job, rows


def answer(question_id: str, question: object, *, value: object, out: bool = False) -> dict[str, object]:
    return {"question_id": question_id, "question": question, "answer": value, "knocked_out": out}


def scored(row: Application, score: int, *, matched: list[str], missing: list[str]) -> Match:
    evidence = {"keywords": {"matched": matched, "missing": missing}, "title": {"theirs": row.applicant.headline}}
    about = {"keywords": score, "title": score, "location": score, "version": 1, "evidence": evidence}
    made: Match = Match.objects.create(job_id=row.job_id, applicant_id=row.applicant_id, score=score, **about)
    return made
