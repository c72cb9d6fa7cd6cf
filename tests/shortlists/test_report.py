"""What a report says, how it looks, and that it fetches nothing."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone

from applicants.models import Applicant
from applications.models import ApplicationStage
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists.report import gathered, printed, printing, rendered
from shortlists.report.gathering import Report
from shortlists.report.pages import content_security_policy, styles
from shortlists.report.printing import PrintingUnavailable
from tests.factories.applications import QUESTION, ApplicationFactory
from tests.factories.shortlists import compared, shortlisted

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
HOSTILE = "<script>alert(1)</script><img src=x>\"'&"


def change(person: Applicant, **fields: Any) -> None:
    Applicant.objects.filter(pk=person.pk).update(**fields)


@pytest.fixture
def report(scope: Employer, job: Job, people: list[Applicant]) -> Report:
    """Ada and Grace; Ada has applied, was knocked out, and is in interview."""
    ada, grace, _ = people
    change(ada, skills=["Python", "SQL", "sql"], languages=["de"], headline="Engineer", location="Berlin")
    change(grace, skills=["COBOL", "python"], languages=["de", "en"], name=HOSTILE)
    job.questions = [QUESTION, QUESTION | {"id": "start", "label": "When?"}]
    job.save()
    answer = {"question_id": "permit", "question": "May you work here?", "answer": False, "knocked_out": True}
    application = ApplicationFactory(
        job=job, applicant=ada, status="interview", answers=[answer], created_at=NOW - dt.timedelta(days=9)
    )
    for status, days in (("new", 9), ("screening", 7), ("interview", 2)):
        ApplicationStage.objects.create(
            employer=scope, application=application, status=status, changed_at=NOW - dt.timedelta(days=days)
        )
    shortlisted(job, grace, ada, score=87.5, notes="met twice")
    return gathered(compared(job, ada, grace), now=NOW)


def test_report_marks_shared_and_unique_traits(report: Report) -> None:
    ada, grace = report.people

    marked = [[(skill.name, skill.is_shared, skill.is_unique) for skill in one.skills] for one in (ada, grace)]
    assert marked == [
        [("sql", False, True), ("Python", True, False)],
        [("COBOL", False, True), ("python", True, False)],
    ]
    assert [language.is_shared for language in grace.languages] == [False, True]


def test_report_counts_the_days_in_each_stage(report: Report) -> None:
    ada, grace = report.people

    assert [(stage.status, stage.days, stage.is_current) for stage in ada.stages] == [
        ("New", 2, False), ("Screening", 5, False), ("Interview", 2, True),
    ]  # fmt: skip
    assert (grace.stages, grace.applied_at) == ([], None)


def test_report_has_answers_and_shortlist(report: Report) -> None:
    ada, grace = report.people

    assert [(row.question, row.cells) for row in report.answers] == [
        ("May you work here?", [{"text": False, "knocked_out": True}, None]),
        ("When?", [None, None]),
    ]
    assert (ada.rank, grace.rank, ada.score, ada.notes) == (2, 1, 87.5, "met twice")


def test_report_costs_the_same_for_two_and_six(
    scope: Employer, job: Job, people: Any, django_assert_num_queries: Any
) -> None:
    from tests.factories.applicants import ApplicantFactory

    everybody = [*people, *(ApplicantFactory() for _ in range(3))]
    for person in everybody:
        ApplicationFactory(job=job, applicant=person)
    for shown in (everybody[:2], everybody):
        comparison = compared(job, *shown)
        with django_assert_num_queries(5):
            assert len(gathered(comparison).people) == len(shown)


def test_page_escapes_what_strangers_wrote(report: Report) -> None:
    page = rendered(report)

    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Knock-out" in page
    assert "only here" in page


def test_page_runs_under_its_own_policy(report: Report) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", rendered(report), re.DOTALL)

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in content_security_policy()
    assert " style=" not in rendered(report)
    assert "url(" not in styles()


def test_page_keeps_to_its_sections(report: Report) -> None:
    page = rendered(Report("T", "J", NOW, frozenset({"languages"}), report.people, report.answers))

    assert "Languages" in page
    assert not {"Skills", "May you work here?", "Score<"} & set(re.findall(r"Skills|May you work here\?|Score<", page))


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_pdf_says_what_the_page_says(report: Report) -> None:
    text = text_of(printed(rendered(report)))

    assert "Final round" in text
    assert "met twice" in text
    assert "<script>alert(1)" in text


class Counting(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - shared on purpose

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Quiet."""


def test_printing_fetches_nothing(tmp_path: Any) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'SECRET' }")
    with HTTPServer(("127.0.0.1", 0), Counting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        pdf = printed(
            f"<link rel=stylesheet href='{secret.as_uri()}'><img src='{address}/a.png'>"
            f"<style>@import '{address}/b.css'; p {{ background: url({address}/c.png) }}</style><p>Ada</p>"
        )
        server.shutdown()

    assert Counting.asked == []
    assert "SECRET" not in text_of(pdf)
    assert "Ada" in text_of(pdf)


def test_printing_without_libraries_is_unavailable(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    program = tmp_path / "printer.py"
    source = printing.PRINTER.read_text()
    program.write_text(source.replace("from weasyprint import HTML", "import no_such_module"))
    monkeypatch.setattr(printing, "PRINTER", program)

    with pytest.raises(PrintingUnavailable):
        printed("<p>Ada</p>")


def test_printing_ends_in_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    program = tmp_path / "printer.py"
    program.write_text("import threading; threading.Event().wait()")
    monkeypatch.setattr(printing, "PRINTER", program)
    monkeypatch.setattr(printing, "TIMEOUT_S", 0.5)

    with pytest.raises(PrintingUnavailable):
        printed("<p>Ada</p>")


def test_erased_and_superseded_are_left_out(employer: Employer, job: Job, people: list[Any]) -> None:
    with employer_scope(employer.pk):
        ApplicationFactory(job=job, applicant=people[0], superseded_by=ApplicationFactory(job=job, applicant=people[1]))
        change(people[2], erased_at=timezone.now())
        shown = gathered(compared(job, *people)).people

    assert [(person.name, person.applied_at is None) for person in shown] == [("Ada", True), ("Grace", False)]
