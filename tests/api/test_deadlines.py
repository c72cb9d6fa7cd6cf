"""Less time than the statement's own limit is left: what still has to work."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from employers.models import Employer
from hiretrack.api.deadlines import request_deadline


def test_late_request_rolls_back_to_its_savepoint(employer: Employer) -> None:
    late = settings.STATEMENT_TIMEOUT_MS / 1000 / 2
    with request_deadline(late), transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            Employer.objects.create(name="Other", slug=employer.slug)

        assert Employer.objects.count() == 1


def test_late_request_reads_in_chunks(employer: Employer) -> None:
    late = settings.STATEMENT_TIMEOUT_MS / 1000 / 2
    with request_deadline(late), transaction.atomic():
        assert list(Employer.objects.filter(pk=employer.pk).iterator(chunk_size=10)) == [employer]
