"""An employer's tags: known, put on people, renamed, made one."""

from __future__ import annotations

import pytest

from applicants.models import Applicant, SavedSearch
from applicants.tags import known_tags, start_renaming, suggested, tag_applicants
from applicants.tasks import rename_tags
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.background.models import TaskRun
from hiretrack.errors import Invalid, NotFound
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db


def tags(person: Applicant) -> list[str]:
    return list(Applicant.objects.values_list("tags", flat=True).get(pk=person.pk))


def test_tags_are_known_by_how_many_bear_them(scope: Employer, other_employer: Employer) -> None:
    ApplicantFactory.create_batch(2, tags=["VIP", "call back"])
    ApplicantFactory(tags=["vip"])
    with employer_scope(other_employer.pk):
        ApplicantFactory(tags=["theirs"])

    with employer_scope(scope.pk):
        assert [(tag.name, tag.people) for tag in known_tags()] == [("VIP", 3), ("call back", 2)]
        assert suggested("CALL") == ["call back"]
        assert suggested("%") == []


def test_people_are_tagged_and_untagged(scope: Employer) -> None:
    one, other = ApplicantFactory(tags=["vip"]), ApplicantFactory()

    tag_applicants(applicant_ids=[one.pk, other.pk], add=["Call back", "VIP"])
    tag_applicants(applicant_ids=[other.pk], remove=["vip"])

    assert (tags(one), tags(other)) == (["vip", "Call back"], ["Call back"])
    with pytest.raises(Invalid):
        tag_applicants(applicant_ids=[one.pk], add=["x" * 51])


def test_another_employers_people_are_not_tagged(scope: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        theirs = ApplicantFactory()

    with employer_scope(scope.pk), pytest.raises(NotFound):
        tag_applicants(applicant_ids=[theirs.pk], add=["x"])


def test_two_tags_become_one(scope: Employer) -> None:
    both, lone = ApplicantFactory(tags=["Callback", "vip", "call back"]), ApplicantFactory(tags=["CALL BACK"])

    assert start_renaming(old="call back", new="callback") == (2, None)

    assert (tags(both), tags(lone)) == (["callback", "vip"], ["callback"])
    assert AuditLog.objects.filter(action="applicant.updated").count() == 2
    assert AuditLog.objects.get(action="tag.renamed").metadata == {}


def test_kept_searches_go_on_finding_a_renamed_tag(scope: Employer) -> None:
    owner = user_with("recruiter", scope)
    for name, query in {"one": {"tag": ["VIP", "call back"]}, "other": {"tag": ["x"]}, "words": {"q": "vip"}}.items():
        SavedSearch.objects.create(owner=owner, name=name, query=query)

    start_renaming(old="vip", new="Call back")

    kept = dict(SavedSearch.objects.values_list("name", "query"))
    assert kept == {"one": {"tag": ["Call back"]}, "other": {"tag": ["x"]}, "words": {"q": "vip"}}


def test_tag_is_taken_away_from_everybody(scope: Employer) -> None:
    one = ApplicantFactory(tags=["old", "vip"])

    start_renaming(old="old", new=" ")

    assert tags(one) == ["vip"]
    with pytest.raises(Invalid):
        start_renaming(old=" ", new="x")


def test_many_are_renamed_by_a_task(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applicants.tags.renaming.AT_ONCE", 2)
    with employer_scope(employer.pk):
        ApplicantFactory.create_batch(5, tags=["python"])
        changed, run = start_renaming(old="python", new="Python")
        assert run is not None
    rename_tags.apply(args=[str(run.pk)], headers={"hiretrack_employer": str(employer.pk)})

    with employer_scope(employer.pk):
        assert changed == 0
        assert Applicant.objects.filter(tags=["Python"]).count() == 5
        assert TaskRun.objects.get(pk=run.pk).result == {"applicants": 5}
