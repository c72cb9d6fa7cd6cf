from __future__ import annotations

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.sourcing.models import JobBoard
from tests.factories.sourcing import BoardFactory


@pytest.fixture
def board(employer: Employer) -> JobBoard:
    with employer_scope(employer.pk):
        return BoardFactory(enabled=True)


@pytest.fixture
def second(employer: Employer) -> JobBoard:
    """Another board of the same employer."""
    with employer_scope(employer.pk):
        return BoardFactory(enabled=True)
