"""Jobs that a candidate has saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from applicants.models import SavedJob
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope, person_scope
from jobs.services import close_job
from tests.factories.employers import CandidateFactory
from tests.portal.conftest import Publish, draft
from tests.portal.filling import text_of
from tests.portal.signed_in import constant, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/account/saved/"


def own(user: User) -> list[Any]:
    with person_scope(user.pk):
        return list(SavedJob.objects.all())


def test_job_page_leads_through_the_door_back_to_the_job(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer)
    address = f"{PAGE}{job.pk}/"

    assert address in client.get(f"/jobs/{job.pk}/data-engineer").content.decode()
    assert client.get(address)["Location"] == f"/account/sign-in/?next={address}"


def test_job_is_saved_once_and_removed(me: Client, ada: User, employer: Employer, publish: Publish) -> None:
    address = f"{PAGE}{publish(employer).pk}/"
    assert "Save this job" in text_of(me.get(address))
    for _ in range(2):
        assert me.post(address)["Location"] == PAGE
    assert [row.title for row in own(ada)] == ["Data Engineer"]
    assert "Remove it" in text_of(me.get(address))

    me.post(address, {"remove": "1"})
    me.post(address, {"remove": "1"})
    assert own(ada) == []


def test_closed_job_stays_named(me: Client, ada: User, employer: Employer, publish: Publish) -> None:
    job = publish(employer)
    me.post(f"{PAGE}{job.pk}/")
    assert f'href="/jobs/{job.pk}/data-engineer"' in me.get(PAGE).content.decode()
    with employer_scope(employer.pk):
        close_job(job_id=job.pk)

    assert "not open any more" in text_of(me.get(PAGE))
    me.post(f"{PAGE}{job.pk}/", {"remove": "1"})
    assert own(ada) == []


def test_what_is_not_published_cannot_be_saved(me: Client, ada: User, employer: Employer) -> None:
    assert me.post(f"{PAGE}{draft(employer).pk}/").status_code == 404
    assert own(ada) == []


def test_other_people_s_saved_jobs_stay_theirs(me: Client, employer: Employer, publish: Publish) -> None:
    bob, job = CandidateFactory(), publish(employer)
    signed_in(bob).post(f"{PAGE}{job.pk}/")

    assert "No saved jobs yet" in text_of(me.get(PAGE))
    me.post(f"{PAGE}{job.pk}/", {"remove": "1"})
    assert len(own(bob)) == 1


def test_employer_deletes_a_job_that_somebody_saved(
    me: Client, ada: User, employer: Employer, publish: Publish
) -> None:
    job = publish(employer)
    me.post(f"{PAGE}{job.pk}/")
    with employer_scope(employer.pk):
        job.delete()

    assert own(ada) == []


def test_statements_do_not_grow_with_the_list(me: Client, employer: Employer, publish: Publish) -> None:
    constant(me, PAGE, lambda: me.post(f"{PAGE}{publish(employer).pk}/"))
