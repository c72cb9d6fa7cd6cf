"""Less time than the statement's own limit is left: what still has to work."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from employers.models import Employer
from hiretrack.api.deadlines import request_deadline

LATE_S = 60
"""Time enough for the slowest machine, and less than a statement would have."""


@pytest.fixture(autouse=True)
def _long_statements(settings: Any) -> None:
    settings.STATEMENT_TIMEOUT_MS = 2 * LATE_S * 1000


def test_late_request_rolls_back_to_its_savepoint(employer: Employer) -> None:
    with request_deadline(LATE_S), transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            Employer.objects.create(name="Other", slug=employer.slug)

        assert Employer.objects.count() == 1


def test_late_request_reads_in_chunks(employer: Employer) -> None:
    with request_deadline(LATE_S), transaction.atomic():
        assert list(Employer.objects.filter(pk=employer.pk).iterator(chunk_size=10)) == [employer]
