"""Erasing somebody empties the back office's log of one employer, whatever that somebody was called."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from applicants.models import Applicant
from applicants.privacy import erase_applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db
MESSAGE = '[{"changed": {"fields": ["Name"]}}]'


def line(role: str, employer: Employer | None) -> LogEntry:
    kind = ContentType.objects.get_for_model(Applicant)
    made: LogEntry = LogEntry.objects.create(
        user=user_with(role, employer), content_type=kind, object_id="1", object_repr="Ada – job", action_flag=CHANGE,
        change_message=MESSAGE,
    )  # fmt: skip
    return made


def test_a_name_made_for_it_empties_nobody_elses_lines(employer: Employer, other_employer: Employer) -> None:
    own, foreign, platform = line("recruiter", employer), line("recruiter", other_employer), line("platform", None)
    with employer_scope(employer.pk):
        row = ApplicantFactory(name='{"fields": ["Name"]')
        erase_applicant(applicant_id=row.pk)

    kept = [LogEntry.objects.get(pk=one.pk).change_message for one in (own, foreign, platform)]
    assert kept == ["", MESSAGE, MESSAGE]
