"""What the page of one application shows, and to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.fairness import alias
from applications.models import Application, ApplicationStage
from applications.services import move
from employers.models import Employer
from hiretrack.notifications.models import Message
from hiretrack.office.application.timeline import ON_A_PAGE, marked
from hiretrack.tenancy import employer_scope, new_id
from shortlists.models import Match
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.notes import noted
from tests.factories.shortlists import shortlisted
from tests.factories.uploads import UploadFactory, arrived, pdf
from tests.fixtures import user_with

LIST = "/admin/applications/application/"


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


@pytest.fixture
def row(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return ApplicationFactory(
            cv=UploadFactory(),
            cover_letter="Dear team",
            submitted={"phone": "+4930901820"},
            answers=[
                {"question": "Which tools?", "answer": ["Kafka", "SQL"], "knocked_out": False},
                {"question": "May you work here?", "answer": False, "knocked_out": True},
            ],
        )


def shown(client: Client, row: Application, **query: str) -> str:
    return str(client.get(f"{LIST}{row.pk}/change/", query).content.decode())


def test_page_shows_all_that_is_needed_to_decide(recruiter: Client, row: Application) -> None:
    page = shown(recruiter, row)

    for words in ("Dear team", "Knock-out", "+4930901820", "Bernoulli numbers", "<iframe", "X-Amz-Signature"):
        assert words in page
    assert page.index("May you work here?") < page.index("Which tools?")
    for status in ("screening", "rejected", "withdrawn"):
        assert f'value="{status}"' in page
    assert 'value="hired"' not in page


@pytest.mark.parametrize(
    ("status", "said"), [("pending", "being checked"), ("infected", "Infected"), ("error", "Scan failed")]
)
def test_file_that_is_not_clean_shows_its_state_and_stays_closed(
    recruiter: Client, row: Application, employer: Employer, status: str, said: str
) -> None:
    with employer_scope(employer.pk):
        type(row.cv).objects.update(scan_status=status)

    page = shown(recruiter, row)

    assert said in page
    assert not {words for words in ("<iframe", "X-Amz-Signature", "Bernoulli") if words in page}
    assert recruiter.get(f"{LIST}{row.pk}/preview/cv/").status_code == 404


@pytest.mark.usefixtures("bucket")
def test_preview_is_a_page_of_pictures_without_rights(recruiter: Client, row: Application, employer: Employer) -> None:
    with employer_scope(employer.pk):
        upload = arrived(row.cv, pdf("Bernoulli numbers"))
        type(upload).objects.update(scan_status="clean")

    answer = recruiter.get(f"{LIST}{row.pk}/preview/cv/")

    assert "data:image/png;base64,iVBOR" in answer.content.decode()
    assert "Bernoulli numbers" in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.usefixtures("bucket")
def test_previews_are_counted_for_each_user(recruiter: Client, row: Application, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "preview": "2/minute"}

    answers = [recruiter.get(f"{LIST}{row.pk}/preview/cv/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Try again in" in answers[2].content.decode()
    assert answers[2]["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.usefixtures("bucket")
def test_preview_of_a_lost_file_says_so(recruiter: Client, row: Application) -> None:
    answer = recruiter.get(f"{LIST}{row.pk}/preview/cv/")

    assert (answer.status_code, "not in the object store" in answer.content.decode()) == (200, True)


def test_fair_review_hides_who_it_is(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory(
            job=published_job(fair_review=True), applicant__name="Hilda Hidden", applicant__phone="+4930901820",
            cv=UploadFactory(text="Hilda Hidden ran the grid"), cover_letter="I am Hilda Hidden",
            submitted={"name": "Hilda H.", "headline": "Grid engineer"},
        )  # fmt: skip
        ApplicationFactory(applicant=row.applicant, job=published_job(title="Other job"))

    page = shown(recruiter, row)

    assert not {w for w in ("Hilda", "+4930901820", row.applicant.email, "X-Amz", "<iframe", "Other job") if w in page}
    for words in (alias(row.applicant_id), "ran the grid", "Fair review", "until the interview"):
        assert words in page
    assert recruiter.get(f"{LIST}{row.pk}/preview/cv/").status_code == 404


def test_interview_shows_who_it_is(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory(job=published_job(fair_review=True), applicant__name="Hilda Hidden")
        for status in ("screening", "interview"):
            move(application_id=row.pk, status=status)

    assert "Hilda Hidden" in shown(recruiter, row)


def test_match_is_explained_and_broken_evidence_does_no_harm(
    recruiter: Client, row: Application, employer: Employer
) -> None:
    parts = {"score": 71, "keywords": 80, "title": 60, "location": 73, "version": 1}
    with employer_scope(employer.pk):
        match = Match.objects.create(
            job=row.job, applicant=row.applicant, **parts,
            evidence={"keywords": {"matched": ["Kafka"], "missing": ["Rust"]}, "title": {"ours": "Data engineer"}},
        )  # fmt: skip
    page = shown(recruiter, row)

    for words in ("Score 71", "Kafka", "Rust", "80", "73"):
        assert words in page
    for evidence in ({}, {"keywords": ["x"], "title": None, "location": {"rule": {"a": 1}}}):
        with employer_scope(employer.pk):
            Match.objects.filter(pk=match.pk).update(evidence=evidence)
        assert "Score 71" in shown(recruiter, row)


def test_timeline_merges_steps_notes_and_mails(recruiter: Client, row: Application, employer: Employer) -> None:
    with employer_scope(employer.pk):
        move(application_id=row.pk, status="screening", note="Call them")
        noted(row, "Very <b>good</b> talk")
        for kind, state in (("status_interview", "sent"), ("status_rejected", "cancelled"), ("notice", "sent")):
            Message.objects.create(kind=kind, state=state, cause_id=new_id(), entity_id=row.pk, recipient="a@b.test")

    page = shown(recruiter, row)

    order = [page.index(words) for words in ("Rejection", "Invited to an interview", "Very &lt;b&gt;good", "Call them")]
    assert order == sorted(order)
    assert "Cancelled" in page
    assert page.count("a-is-mail") == 2


def test_timeline_goes_on_page_by_page(recruiter: Client, row: Application, employer: Employer) -> None:
    at = timezone.now()
    with employer_scope(employer.pk):
        for number in range(ON_A_PAGE + 3):
            # Some at one moment: the key decides.
            noted(row, f"Note {number:02}", created_at=at - dt.timedelta(minutes=number // 4))
    seen: list[str] = []
    page: Any = recruiter.get(f"{LIST}{row.pk}/timeline/")
    seen += [line.row.body for line in page.context["timeline"].lines]

    page = recruiter.get(f"{LIST}{row.pk}/timeline/", {"before": page.context["timeline"].older})

    seen += [line.row.body for line in page.context["timeline"].lines]
    assert (len(seen), len(set(seen)), page.context["timeline"].older) == (ON_A_PAGE + 3, ON_A_PAGE + 3, "")
    assert recruiter.get(f"{LIST}{row.pk}/timeline/", {"before": "nonsense"}).status_code == 200


def test_person_s_other_applications_and_the_comparison_are_linked(
    recruiter: Client, row: Application, employer: Employer
) -> None:
    with employer_scope(employer.pk):
        other = ApplicationFactory(applicant=row.applicant, job=published_job(title="Other job"))
        shortlist = shortlisted(row.job, row.applicant, ApplicationFactory().applicant)

    page = shown(recruiter, row)

    assert f"{LIST}{other.pk}/change/" in page
    assert f"/admin/shortlists/shortlist/{shortlist.pk}/change/" in page
    assert "On the shortlist" in page


def test_viewer_reads_everything_and_is_offered_nothing(client: Client, row: Application, employer: Employer) -> None:
    client.force_login(user_with("viewer", employer))
    with employer_scope(employer.pk):
        noted(row, "A note of theirs")

    page = shown(client, row)

    assert row.applicant.name in page
    assert "A note of theirs" in page
    offered = [f"{row.pk}/{verb}/" for verb in ("move", "shortlist", "notes", "summary")]
    assert not [words for words in (*offered, "<textarea", "a-reject") if words in page]


def test_platform_admin_reads_and_decides(client: Client, row: Application, employer: Employer) -> None:
    client.force_login(user_with("platform", None))

    assert row.applicant.name in shown(client, row)
    client.post(f"{LIST}{row.pk}/move/", {"status": "screening", "expected_status": "new"})
    client.post(f"{LIST}{row.pk}/notes/", {"body": "From afar"})

    assert "From afar" in shown(client, row)


@pytest.mark.parametrize("path", ["change/", "timeline/", "preview/cv/"])
def test_unknown_application_is_not_found(recruiter: Client, db: None, path: str) -> None:
    assert recruiter.get(f"{LIST}{new_id()}/{path}").status_code == 404
    assert recruiter.get(f"{LIST}none/change/").status_code == 404


def test_page_costs_the_same_for_much(recruiter: Client, row: Application, employer: Employer) -> None:
    counts = []
    author = user_with("recruiter", employer)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            shown(recruiter, row)
        counts.append(len(asked))
        with employer_scope(employer.pk):
            for number in range(3):
                ApplicationFactory(job=row.job)
                ApplicationFactory(applicant=row.applicant, job=published_job())
                ApplicationStage.objects.create(application=row, from_status="new", status="screening")
                noted(row, f"Note {number}", by=author)

    assert counts[0] == counts[1]


def test_file_that_is_hidden_elsewhere_stays_closed_here(
    recruiter: Client, employer: Employer, row: Application
) -> None:
    with employer_scope(employer.pk):
        ApplicationFactory(job=published_job(fair_review=True), applicant=row.applicant, cv=row.cv)

    page = shown(recruiter, row)

    assert row.applicant.name in page
    assert "Bernoulli numbers" in page
    assert "X-Amz-Signature" not in page
    assert "<iframe" not in page


def test_names_are_set_off_in_the_words_and_not_in_links() -> None:
    note = str(marked("@Bob see https://x.example/@Bob <b>", ["Bob"]))

    assert note.startswith('<p><span class="a-mention">@Bob</span> see <a href="https://x.example/@Bob"')
    assert "&lt;b&gt;" in note
