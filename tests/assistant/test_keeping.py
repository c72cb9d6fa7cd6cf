"""The run log: whose it is, how long it is kept, and that a person takes it along."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.utils import timezone

from applicants.personal.erasure import erase_account
from applicants.personal.export import write_person
from employers.models import Employer, User
from hiretrack.assistant import runs
from hiretrack.assistant.models import AssistantRun
from hiretrack.tenancy import all_tenants, employer_scope, person_scope, public_scope
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db


def used(user: User, employer: Employer | None = None) -> AssistantRun:
    with all_tenants(reason="test"):
        made: AssistantRun = AssistantRun.objects.create(
            employer=employer, user=user, kind="answer", provider="p", model="m", prompt="answer-1", outcome="completed"
        )
    return made


def left() -> set[object]:
    with all_tenants(reason="test"):
        return set(AssistantRun.objects.values_list("pk", flat=True))


def test_uses_are_seen_by_whose_they_are(candidate: User, employer: Employer, other_employer: Employer) -> None:
    own, works = used(candidate), used(user_with("recruiter", employer), employer)

    for scope, seen in (
        (person_scope(candidate.pk), {own.pk}),
        (employer_scope(employer.pk), {works.pk}),
        (employer_scope(other_employer.pk), set()),
        (public_scope(), set()),
    ):
        with scope:
            assert set(AssistantRun.objects.values_list("pk", flat=True)) == seen


def test_uses_are_in_the_export_and_go_with_the_account(candidate: User, employer: Employer) -> None:
    own, other = used(candidate), used(user_with("recruiter", employer), employer)

    write_person(user_id=candidate.pk, file=(file := BytesIO()))
    exported = json.loads(file.getvalue())["assistant_runs"]

    assert [row["id"] for row in exported] == [str(own.pk)]
    erase_account(user_id=candidate.pk)
    assert left() == {other.pk}


def test_old_uses_are_forgotten(candidate: User) -> None:
    old, new = used(candidate), used(candidate)
    with all_tenants(reason="test"):
        AssistantRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - runs.KEPT * 2)

    assert runs.expire() == 1
    assert left() == {new.pk}
