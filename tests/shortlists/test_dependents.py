"""Shortlists and comparisons when applicants are merged, parted, erased and exported."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.dependents import dependent
from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists.dependents import ShortlistDependent
from shortlists.models import ComparedApplicant, Comparison, ComparisonReport, Shortlist, ShortlistEntry
from shortlists.services import add_entry, change_entry, replace_entries
from shortlists.services.replacing import Wanted
from tests.factories.applicants import ApplicantFactory
from tests.factories.jobs import PublishedJobFactory
from tests.factories.shortlists import compared, order, shortlisted

HOOKS = ShortlistDependent()


def merge(survivor: Applicant, merged: Applicant) -> Any:
    """What the merge moved, as it is after years in a JSON column."""
    moved = json.loads(json.dumps(HOOKS.merge(survivor=survivor, merged=merged)))
    Applicant.objects.filter(pk=merged.pk).update(merged_into=survivor)
    return moved


def unmerge(survivor: Applicant, merged: Applicant, moved: Any) -> None:
    Applicant.objects.filter(pk=merged.pk).update(merged_into=None)
    HOOKS.unmerge(survivor=survivor, merged=merged, moved=moved)


def everything() -> list[Any]:
    entries = ShortlistEntry.objects.order_by("pk").values_list(
        "pk", "applicant_id", "rank", "score", "notes", "superseded_by"
    )
    return [
        *entries,
        *ComparedApplicant.objects.order_by("position").values_list("comparison", "applicant", "position"),
    ]


def entry_of(person: Applicant) -> ShortlistEntry:
    return ShortlistEntry.objects.get(applicant=person, superseded_by=None)


def test_hooks_are_registered() -> None:
    assert isinstance(dependent("shortlists"), ShortlistDependent)


def test_entry_moves_to_the_survivor_and_back(scope: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    shortlisted(job, edith, grace, notes="hers")
    before = everything()

    moved = merge(ada, grace)
    assert order(job) == [edith.pk, ada.pk]
    unmerge(ada, grace, moved)

    assert everything() == before


def test_one_entry_stands_for_both_with_the_best_of_each(scope: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    lines = [Wanted(grace.pk, 40, "of Grace"), Wanted(edith.pk), Wanted(ada.pk, 90, "of Ada")]
    replace_entries(job_id=job.pk, entries=lines)
    before = everything()

    moved = merge(ada, grace)
    assert order(job) == [ada.pk, edith.pk]
    assert (entry_of(ada).score, entry_of(ada).notes) == (90, "of Ada\n\nof Grace")
    assert "of Grace" not in json.dumps(moved)
    unmerge(ada, grace, moved)

    assert everything() == before


def test_what_came_since_the_merge_stays(scope: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    shortlisted(job, ada, grace, notes="old")
    moved = merge(ada, grace)
    change_entry(job_id=job.pk, applicant_id=grace.pk, changes={"notes": "rewritten", "score": 3})
    add_entry(job_id=job.pk, applicant_id=edith.pk, place=1)

    unmerge(ada, grace, moved)

    assert order(job) == [edith.pk, ada.pk, grace.pk]
    assert (entry_of(ada).notes, entry_of(ada).score, entry_of(grace).notes) == ("rewritten", 3, "old")


def test_entry_removed_since_the_merge_stays_away(scope: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    shortlisted(job, ada, grace, edith)
    moved = merge(ada, grace)
    replace_entries(job_id=job.pk, entries=[Wanted(edith.pk)])

    unmerge(ada, grace, moved)

    assert order(job) == [edith.pk]


def test_merge_changes_the_lists_version(scope: Employer, job: Job, people: list[Any]) -> None:
    shortlist = shortlisted(job, *people)

    merge(people[0], people[1])

    assert Shortlist.objects.get().version == shortlist.version + 1


def test_chain_of_merges_is_undone_in_turn(scope: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    shortlisted(job, *people, notes="n", score=5)
    compared(job, *people)
    states = [everything()]

    first = merge(grace, edith)
    states.append(everything())
    second = merge(ada, grace)
    assert order(job) == [ada.pk]
    unmerge(ada, grace, second)
    assert everything() == states[1]
    unmerge(grace, edith, first)

    assert everything() == states[0]


@pytest.mark.parametrize("both", [True, False])
def test_comparison_follows_the_survivor_and_back(scope: Employer, job: Job, people: list[Any], both: bool) -> None:
    ada, grace, edith = people
    comparison = compared(job, *([ada, grace, edith] if both else [grace, edith]), html="<p>")
    before = everything()

    moved = merge(ada, grace)
    members = comparison.members.order_by("position").values_list("applicant_id", flat=True)
    assert list(members) == [ada.pk, edith.pk]
    unmerge(ada, grace, moved)

    assert everything() == before


LINES = st.lists(
    st.tuples(st.integers(0, 4), st.none() | st.integers(0, 100), st.text("ab\n", max_size=4)),
    unique_by=lambda line: line[0],
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(LINES, min_size=1, max_size=3))
def test_unmerge_restores_exactly(employer: Employer, lists: list[Any]) -> None:
    with employer_scope(employer.pk):
        people = [ApplicantFactory(email=f"{uuid.uuid4().hex}@example.com") for _ in range(5)]
        for lines in lists:
            entries = [Wanted(people[at].pk, score, notes) for at, score, notes in lines]
            replace_entries(job_id=PublishedJobFactory(employer=employer).pk, entries=entries)
        before = everything()

        moved = merge(people[0], people[1])
        unmerge(people[0], people[1], moved)

        assert everything() == before


def test_erasure_takes_entries_and_reports(scope: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    shortlisted(job, *people, notes="personal")
    named = compared(job, ada, grace, title="Ada or Grace", html="<p>Ada")
    other = compared(job, grace, edith, html="<p>Grace")
    merge(ada, grace)

    assert HOOKS.erase(applicant=ada) == []

    assert order(job) == [edith.pk]
    assert not ShortlistEntry.objects.filter(applicant__in=[ada, grace]).exists()
    assert not ComparisonReport.objects.exists()
    assert {row.title for row in Comparison.objects.filter(pk__in=[named.pk, other.pk])} == {"Comparison"}


def test_erasure_takes_reports_made_while_two_were_one(scope: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    before = compared(job, ada, edith, html="Ada")
    merge_applicants(survivor_id=ada.pk, duplicate_id=grace.pk)
    compared(job, ada, edith, html="Ada and Grace")
    unmerge_applicant(applicant_id=ada.pk)
    after = compared(job, ada, edith, html="Ada")

    HOOKS.erase(applicant=grace)

    assert set(ComparisonReport.objects.values_list("comparison", flat=True)) == {before.pk, after.pk}


def test_removed_report_says_so(api: Any, employer: Employer, job: Job, people: list[Any]) -> None:
    with employer_scope(employer.pk):
        comparison = compared(job, *people, html="<p>Ada")
        HOOKS.erase(applicant=people[0])

    viewer = api.as_role("viewer", employer)
    shown = viewer.get(f"/v1/comparisons/{comparison.pk}").json()
    report = viewer.get(f"/v1/comparisons/{comparison.pk}/report")
    assert (shown["state"], shown["report_url"]) == ("removed", None)
    assert (report.status_code, report.json()["code"]) == (410, "comparison_removed")


def test_export_holds_what_is_noted(scope: Employer, job: Job, people: list[Any]) -> None:
    shortlisted(job, people[1], people[0], notes="strong", score=80)
    compared(job, *people, html="<p>")

    made = HOOKS.export(applicant=people[0])

    (entry,), (comparison,) = made["shortlists"], made["comparisons"]
    assert (entry["job"], entry["rank"], entry["score"], entry["notes"]) == ("Data engineer", 2, 80, "strong")
    assert (comparison["job"], comparison["title"]) == ("Data engineer", "Final round")
