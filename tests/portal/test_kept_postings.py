"""jobs.xml is put together from kept postings: never older than its jobs, never a job that is closed."""

from __future__ import annotations

import gzip
import re
import threading
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employers.models import Employer
from employers.services import update_employer
from hiretrack.portal.feeds import jobxml, turns
from hiretrack.portal.tasks import keep_postings
from hiretrack.tenancy import all_tenants, employer_scope, public_scope
from jobs import services
from jobs.models import Job, KeptPosting, ValidPosting
from jobs.services import close_job, publish_job, update_job
from jobs.services import posting as keeping
from tests.portal.conftest import Publish, draft

pytestmark = pytest.mark.django_db(transaction=True)


def body(client: Client, address: str = "/jobs.xml") -> str:
    return b"".join(client.get(address)).decode()


def kept() -> dict[uuid.UUID, str]:
    with all_tenants(reason="test"):
        return dict(KeptPosting.objects.values_list("job_id", "text"))


def mark(job: Job, text: str = "<job>kept</job>") -> None:
    with employer_scope(job.employer_id):
        KeptPosting.objects.filter(job=job).update(text=text)


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


def test_document_is_the_same_whether_kept_or_not(client: Client, employer: Employer, publish: Publish) -> None:
    for number in range(3):
        publish(employer, title=f"Cook {number}", location="Berlin; Munich")
    draft(employer)
    before = body(client)

    assert keep_postings() == 3
    assert body(client) == before
    assert keep_postings() == 0


def test_what_is_kept_is_used(client: Client, job: Job) -> None:
    keep_postings()
    mark(job)

    assert "<job>kept</job>" in body(client)
    assert "<job>kept</job>" in body(client, "/e/acme/jobs.xml?q=engineer")


def test_a_changed_job_is_told_anew_at_once(client: Client, employer: Employer, job: Job) -> None:
    keep_postings()
    with employer_scope(employer.pk):
        update_job(job_id=job.pk, changes={"title": "Data Wizard"})

    assert "Data Wizard" in body(client)
    assert keep_postings() == 1
    assert "Data Wizard" in kept()[job.pk]


def test_an_employers_new_name_is_told_at_once(client: Client, employer: Employer, job: Job) -> None:
    keep_postings()
    update_employer(employer=employer, changes={"name": "Acme & Sons"})

    assert "Acme & Sons" in body(client)
    assert keep_postings() == 1


def test_other_forms_are_not_used(client: Client, job: Job, settings: Any) -> None:
    keep_postings()
    mark(job)
    settings.PUBLIC_URL = "https://elsewhere.example"

    assert "https://elsewhere.example/jobs/" in body(client)
    assert keep_postings() == 1


def test_a_closed_job_is_left_out_at_once_and_forgotten(client: Client, employer: Employer, job: Job) -> None:
    keep_postings()
    with employer_scope(employer.pk):
        close_job(job_id=job.pk)

    assert "<job>" not in body(client)
    with public_scope():
        assert not ValidPosting.objects.exists()
        assert not KeptPosting.objects.exists()
    keep_postings()
    assert kept() == {}

    with employer_scope(employer.pk):
        publish_job(job_id=job.pk)
    assert "Data Engineer" in body(client)


def test_keeping_goes_on_where_it_was_killed(
    employer: Employer, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "BATCH", 2)
    made = [publish(employer, title=f"Job {number}").pk for number in range(5)]
    seen: list[Any] = []

    def write(row: Any) -> str:
        seen.append(row["id"])
        if len(seen) == 4:
            raise KeyboardInterrupt
        return jobxml.posting(row)

    with pytest.raises(KeyboardInterrupt):
        services.keep_postings(form=jobxml.form(), write=write, within_s=60)

    assert len(kept()) == 2
    assert keep_postings() == 3
    assert set(kept()) == set(made)


def test_one_process_keeps_at_a_time(job: Job) -> None:
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [keeping._TURN])
        assert keep_postings() == 0
        cursor.execute("SELECT pg_advisory_unlock(%s)", [keeping._TURN])
    other.close()

    assert keep_postings() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_document_needs_two_queries_a_batch(client: Client, employer: Employer, publish: Publish, count: int) -> None:
    for number in range(count):
        publish(employer, title=f"Job {number}")
    keep_postings()

    with CaptureQueriesContext(connection) as sent:
        body(client)

    assert len([query for query in sent if "jobs_" in query["sql"]]) == 2


def test_document_is_packed_for_those_who_ask(client: Client, job: Job) -> None:
    answer = client.get("/jobs.xml", headers={"Accept-Encoding": "gzip, br"})

    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(b"".join(answer)).decode() == body(client)
    assert "Content-Encoding" not in client.get("/jobs.xml")


def test_head_makes_nothing(client: Client, job: Job) -> None:
    answer = client.head("/jobs.xml")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert b"".join(answer) == b""


def test_many_readers_at_once_are_asked_to_come_back(client: Client, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(2))
    held = [client.get("/jobs.xml") for _ in range(2)]

    busy = client.get("/sitemap-jobs-1.xml")
    assert (busy.status_code, busy["Retry-After"]) == (503, "5")

    for one in held:
        one.close()
        one.close()
    assert body(client).count("<job>") == 1
    assert body(client).count("<job>") == 1


def test_another_employers_change_leaves_an_employers_document(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    publish(employer)
    publish(other_employer)
    own, everything = client.get("/e/acme/jobs.xml")["ETag"], client.get("/jobs.xml")["ETag"]

    publish(other_employer)

    assert client.get("/e/acme/jobs.xml", headers={"If-None-Match": own}).status_code == 304
    assert client.get("/jobs.xml", headers={"If-None-Match": everything}).status_code == 200
    assert client.get("/e/acme/jobs.xml?q=a", headers={"If-None-Match": own}).status_code == 200
    publish(employer)
    assert client.get("/e/acme/jobs.xml", headers={"If-None-Match": own}).status_code == 200


def test_a_posting_of_another_form_has_another_number(client: Client, employer: Employer) -> None:
    """What postings look like at WRITTEN 1: when this fails because they changed, count WRITTEN up, too."""
    row = {
        "id": uuid.UUID(int=1), "title": "Cook", "published_at": None, "company": "Acme", "closes_at": None,
        "employer": {"name": "Acme"}, "location": "Austin, TX", "country": "US", "remote": False, "department": "",
        "description_html": '<p><a href="/e/acme/">x</a></p>', "salary_min": 1, "salary_max": None,
        "salary_currency": "USD", "salary_period": "hour", "employment_type": "full_time", "updated_at": None,
    }  # fmt: skip

    told = re.findall(r"<(\w+)><!\[CDATA\[(.*?)\]\]>", jobxml.posting(row))

    place = settings.PUBLIC_URL
    assert jobxml.WRITTEN == 1
    assert told == [
        ("title", "Cook"), ("referencenumber", str(row["id"])), ("requisitionid", str(row["id"])),
        ("url", f"{place}/jobs/{row['id']}/cook"), ("company", "Acme"), ("sourcename", "Acme"), ("city", "Austin"),
        ("state", "TX"), ("country", "US"), ("description", f'<p><a href="{place}/e/acme/">x</a></p>'),
        ("salary", "from $1 an hour"), ("jobtype", "fulltime"),
    ]  # fmt: skip
