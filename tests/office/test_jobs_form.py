"""The page of one job: its checklist, its form and what its buttons do."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory, question
from tests.jobs.test_admin import LIST, form, messages, signed_in, stored
from tests.office.test_jobs import page, text


@pytest.fixture
def recruiter(employer: Employer) -> Client:
    return signed_in("recruiter", employer)


@pytest.fixture
def draft(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return JobFactory.create(title="Cook")


def test_page_names_every_missing_field_with_a_way_to_it(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = JobFactory.create(description_md="", country="", location="")

    shown = text(recruiter.get(page(job)))

    assert "3 missing" in shown
    for field in ("description_md", "country", "location"):
        assert f'<a class="o-link" href="#id_{field}" data-focus="{field}">' in shown


def test_refused_publishing_stays_on_the_page_and_keeps_what_was_typed(recruiter: Client, draft: Job) -> None:
    unready = form(title="Head cook", description_md="", country="", location="", jobs_job_publish="1")

    answer = recruiter.post(page(draft), unready, follow=True)

    assert answer.redirect_chain[-1][0] == page(draft)
    assert len([said for said in messages(answer) if said.startswith("“Head cook”: ")]) == 3
    assert (stored(draft).title, stored(draft).status) == ("Head cook", "draft")


def test_new_job_leads_to_its_page(recruiter: Client, employer: Employer) -> None:
    answer = recruiter.post(f"{LIST}add/", form())

    with employer_scope(employer.pk):
        assert answer["Location"] == page(Job.objects.get())


def test_copy_leads_to_the_copy(recruiter: Client, draft: Job) -> None:
    answer = recruiter.post(page(draft), form(jobs_job_duplicate="1"))

    with employer_scope(draft.employer_id):
        copy = Job.objects.exclude(pk=draft.pk).get()
        assert answer["Location"] == page(copy)
        assert copy.title == "Cook (copy)"


def test_closed_job_is_opened_again(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = ClosedJobFactory.create()

    assert "Save and re-open" in text(recruiter.get(page(job)))
    recruiter.post(page(job), form(jobs_job_publish="1"))

    assert (stored(job).status, stored(job).closed_at) == ("published", None)


def test_fair_review_is_switched_on(recruiter: Client, draft: Job) -> None:
    recruiter.post(page(draft), form(fair_review="on"))

    assert stored(draft).fair_review is True


def test_checklist_follows_what_is_typed_and_writes_nothing(recruiter: Client, draft: Job) -> None:
    answer = recruiter.post(
        page(draft, "checklist/"), form(title="", country=""), headers={"Accept": "application/json"}
    )

    assert "2 missing" in answer.json()["html"]
    assert stored(draft).title == "Cook"
    with employer_scope(draft.employer_id):
        assert not AuditLog.objects.exists()


def test_checklist_of_a_new_job(recruiter: Client, employer: Employer) -> None:
    answer = recruiter.post(f"{LIST}checklist/", form(country=""), headers={"Accept": "application/json"})

    assert "1 missing" in answer.json()["html"]


def test_description_is_shown_as_the_public_page_shows_it(recruiter: Client) -> None:
    sent = {"text": "**Cook** <script>alert(1)</script>"}

    answer = recruiter.post(f"{LIST}markdown/", sent, headers={"Accept": "application/json"})

    assert "<strong>Cook</strong>" in answer.json()["html"]
    assert "<script" not in answer.json()["html"]


@pytest.mark.parametrize("path", ["markdown/", "checklist/"])
def test_helpers_are_for_those_who_write(employer: Employer, draft: Job, path: str) -> None:
    assert signed_in("viewer", employer).post(f"{LIST}{path}").status_code == 403
    assert Client().post(f"{LIST}{path}").status_code == 302


def test_questions_with_errors_keep_their_text_and_say_where(recruiter: Client, draft: Job) -> None:
    asked = json.dumps([question(), question(id="b", label="", knockout=None), question(id="c", type="choice")])

    answer = recruiter.post(page(draft), form(questions=asked))

    widget = answer.context["adminform"].form.fields["questions"].widget
    assert [(error["place"], error["part"]) for error in widget.errors] == [
        (1, "label"),
        (2, "options"),
        (2, "knockout"),
    ]
    assert "No. 2, label" in text(answer)
    assert stored(draft).questions == []


def test_text_that_is_no_list_of_questions_is_not_lost(recruiter: Client, draft: Job) -> None:
    answer = recruiter.post(page(draft), form(questions="[{half"))

    assert "[{half</textarea>" in text(answer)


def test_published_job_offers_its_link_and_the_embed_code(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create()

    shown = text(recruiter.get(page(job)))

    assert f"/jobs/{job.pk}" in shown
    assert "/embed/acme.js&quot; async&gt;&lt;/script&gt;" in shown


def test_viewer_reads_the_page_without_anything_to_change(employer: Employer, draft: Job) -> None:
    shown = text(signed_in("viewer", employer).get(page(draft)))

    assert 'data-checklist-url=""' in shown
    assert "data-focus" not in shown
    assert "<textarea" not in shown.partition('id="share-title"')[0]
