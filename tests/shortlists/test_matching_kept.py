"""Scores follow their jobs and applicants."""

from __future__ import annotations

import uuid
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from applicants.privacy import erase_applicant
from applicants.services import update_applicant
from employers.models import Employer
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.services import update_job
from shortlists import services
from shortlists.models import Match, MatchingFacts
from shortlists.queries import matches
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.uploads import UploadFactory


@pytest.fixture
def job(scope: Employer) -> Job:
    return published_job(
        title="Senior Data Engineer", tags=["Python", "SQL"], location="Berlin", country="DE", description_md="Data."
    )


@pytest.fixture
def ada(job: Job) -> Applicant:
    person = ApplicantFactory(name="Ada Byron", headline="Ada Byron Data Engineer", skills=["Python"])
    ApplicationFactory(job=job, applicant=person)
    services.match_applicant(applicant_id=person.pk)
    return person


def score(job: Job, person: Applicant) -> int | None:
    return matches.scores(job.pk, [person.pk]).get(person.pk)


def heard(employer: Employer) -> None:
    """The listeners hear all there is, and what they marked is worked off."""
    waiting = AuditLog.objects.filter(dispatched_at=None, employer_id=employer.pk)
    dispatch_entries(list(waiting.values_list("pk", flat=True)), employer.pk)
    services.SCORES.work()


def test_application_is_scored_with_its_evidence(job: Job, ada: Applicant) -> None:
    found = matches.match_of(job.pk, ada.pk)

    assert found is not None
    assert found.evidence["keywords"] == {"matched": ["Python"], "missing": ["SQL"]}
    assert found.evidence["location"]["rule"] == "unknown"


def test_evidence_names_nobody(job: Job, ada: Applicant) -> None:
    found = Match.objects.get()

    assert "Data Engineer" in str(found.evidence)
    assert "Ada" not in str(found.evidence)
    assert "Byron" not in str(MatchingFacts.objects.values().get())


def test_name_counts_for_nothing(job: Job, ada: Applicant) -> None:
    other = ApplicantFactory(name="Grace", headline="Grace Data Engineer", skills=["Python"])
    ApplicationFactory(job=job, applicant=other)
    services.match_applicant(applicant_id=other.pk)

    assert score(job, other) == score(job, ada)


def test_stale_score_is_none_until_it_is_computed(scope: Employer, job: Job, ada: Applicant) -> None:
    before = score(job, ada)
    services.mark_applicant(applicant_id=ada.pk, employer_id=scope.pk)
    assert (before is not None, score(job, ada), list(matches.best(job.pk))) == (True, None, [])

    services.match_applicant(applicant_id=ada.pk)
    assert score(job, ada) == before


def test_change_of_the_applicant_is_followed(scope: Employer, job: Job, ada: Applicant) -> None:
    before = score(job, ada) or 0
    update_applicant(applicant=ada, changes={"skills": ["Python", "SQL"]})
    heard(scope)

    assert (score(job, ada) or 0) > before


def test_change_of_the_job_is_followed(scope: Employer, job: Job, ada: Applicant) -> None:
    update_job(job_id=job.pk, changes={"title": "Accountant", "tags": ["SAP"]})
    heard(scope)

    found = matches.match_of(job.pk, ada.pk)
    assert found is not None
    assert found.evidence["title"]["ours"] == "Accountant"


def test_change_that_says_nothing_disturbs_nothing(scope: Employer, job: Job, ada: Applicant) -> None:
    heard(scope)
    at = Match.objects.get().computed_at
    update_applicant(applicant=ada, changes={"tags": ["hot"]})
    heard(scope)

    assert Match.objects.get().computed_at == at


def test_text_of_a_cv_counts_once_it_is_read(scope: Employer, job: Job, ada: Applicant) -> None:
    upload = UploadFactory(text="I know SQL, Kubernetes and Terraform.")
    Applicant.objects.filter(pk=ada.pk).update(cv=upload, cv_text=upload.text)
    entry = AuditLog.objects.create(
        employer_id=scope.pk, action="upload.scanned", entity_type="uploads.upload", entity_id=upload.pk
    )
    dispatch_entries([entry.pk], scope.pk)
    heard(scope)

    assert set(MatchingFacts.objects.get().skills) >= {"SQL", "Kubernetes", "Terraform"}


def test_hearing_twice_makes_one_score(scope: Employer, job: Job, ada: Applicant) -> None:
    heard(scope)
    rows = set(Match.objects.values_list("pk", "score"))
    AuditLog.objects.update(dispatched_at=None)
    heard(scope)

    assert set(Match.objects.values_list("pk", "score")) == rows


def test_list_entry_is_scored_and_forgotten(scope: Employer, job: Job, ada: Applicant) -> None:
    edith = ApplicantFactory(headline="Data Engineer")
    services.add_entry(job_id=job.pk, applicant_id=edith.pk)
    heard(scope)
    assert score(job, edith) is not None

    services.remove_entry(job_id=job.pk, applicant_id=edith.pk)
    heard(scope)
    assert Match.objects.filter(applicant=edith).count() == 0


def test_merge_joins_what_is_known_and_parting_divides_it(scope: Employer, job: Job, ada: Applicant) -> None:
    other = ApplicantFactory(skills=["SQL"])
    alone = score(job, ada) or 0
    merge_applicants(survivor_id=ada.pk, duplicate_id=other.pk)
    assert score(job, ada) is None
    heard(scope)
    assert (score(job, ada) or 0) > alone
    assert not MatchingFacts.objects.filter(applicant=other).exists()

    unmerge_applicant(applicant_id=ada.pk)
    heard(scope)
    assert score(job, ada) == alone


def test_erased_person_leaves_nothing(scope: Employer, job: Job, ada: Applicant) -> None:
    erase_applicant(applicant_id=ada.pk)
    heard(scope)

    assert (Match.objects.count(), MatchingFacts.objects.count()) == (0, 0)


def test_unknown_ids_are_passed_over(scope: Employer) -> None:
    assert services.match_applicant(applicant_id=uuid.uuid4()) == 0
    assert services.match_pairs(ids=[uuid.uuid4()]) == 0


def test_statements_do_not_grow_with_the_applicants(
    scope: Employer, job: Job, ada: Applicant, django_assert_max_num_queries: Any
) -> None:
    def counted(ids: list[uuid.UUID]) -> tuple[int, int]:
        with django_assert_max_num_queries(20) as people:
            services.match_applicants(ids=ids, employer_id=scope.pk)
        services.mark_job(job_id=job.pk)
        with django_assert_max_num_queries(20) as pairs:
            services.match_pairs(ids=list(Match.objects.values_list("pk", flat=True)))
        return len(people), len(pairs)

    more = [row.applicant_id for row in ApplicationFactory.create_batch(2, job=job)]
    services.match_applicants(ids=more, employer_id=scope.pk)

    assert counted([ada.pk]) == counted([ada.pk, *more])


def test_other_employer_s_people_are_unknown(scope: Employer, job: Job, ada: Applicant) -> None:
    other = Employer.objects.create(name="Globex", slug="globex")
    pairs = list(Match.objects.values_list("pk", flat=True))
    with employer_scope(other.pk):
        assert services.match_applicant(applicant_id=ada.pk) == 0
        assert services.match_applicants(ids=[ada.pk], employer_id=scope.pk).scores == 0
        assert services.match_pairs(ids=pairs) == 0
        assert Match.objects.count() == 0

    with employer_scope(scope.pk):
        assert Match.objects.count() == 1


def test_command_computes_what_is_missing(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
    said = StringIO()
    call_command("recompute_matches", employer=employer.slug, stdout=said)
    call_command("recompute_matches", employer=employer.slug, stdout=said)
    call_command("recompute_matches", all=True, stdout=said)

    assert said.getvalue().splitlines() == [
        "1 applicants, 1 scores", "0 applicants, 0 scores", "1 applicants, 1 scores", "1 openings, 0 profiles",
    ]  # fmt: skip
    with employer_scope(employer.pk):
        assert Match.objects.get().job_id == row.job_id


def test_command_refuses_an_unknown_employer(db: None) -> None:
    with pytest.raises(CommandError, match="no employer 'nobody'"):
        call_command("recompute_matches", employer="nobody")
