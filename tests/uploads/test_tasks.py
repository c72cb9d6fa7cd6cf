from __future__ import annotations

import datetime as dt

from django.utils import timezone

from employers.models import Employer
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.tenancy import employer_scope
from hiretrack.uploads import tasks
from hiretrack.uploads.choices import ContentType, ScanStatus
from hiretrack.uploads.models import Upload
from hiretrack.uploads.queries import overdue_scans
from tests.factories.uploads import UploadFactory, arrived, pdf


def test_scan_runs_in_the_employer_of_its_message(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = arrived(UploadFactory(content_type=ContentType.PDF), pdf())

    result = tasks.scan.apply([str(row.pk)], headers={HEADER_EMPLOYER: str(employer.pk)})

    assert result.get() == "clean"


def test_scan_in_another_employer_finds_nothing(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = arrived(UploadFactory(), pdf())

    assert tasks.scan.apply([str(row.pk)], headers={HEADER_EMPLOYER: str(other_employer.pk)}).get() is None

    with employer_scope(employer.pk):
        assert Upload.objects.get().scan_status == ScanStatus.PENDING


def test_overdue_scans_are_those_that_wait_too_long(scope: Employer) -> None:
    late = timezone.now() - dt.timedelta(minutes=2)
    waiting = UploadFactory(scan_status=ScanStatus.PENDING, completed_at=late)
    UploadFactory(scan_status=ScanStatus.PENDING)
    UploadFactory(scan_status=ScanStatus.CLEAN, completed_at=late)
    UploadFactory(scan_status=ScanStatus.PENDING, completed_at=None)

    assert list(overdue_scans()) == [waiting]


def test_sweepers_answer_how_many(employer: Employer) -> None:
    assert tasks.sweep_overdue.apply().get() == 0
    assert tasks.sweep_leftovers.apply().get() == 0
