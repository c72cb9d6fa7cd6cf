from __future__ import annotations

import pytest

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.applicants import ApplicantFactory
from tests.factories.jobs import PublishedJobFactory
from tests.fixtures import ApiClient


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return PublishedJobFactory(employer=employer, title="Data engineer")


@pytest.fixture
def people(employer: Employer) -> list[Applicant]:
    """Ada, Grace and Edith."""
    with employer_scope(employer.pk):
        return [ApplicantFactory(name=name) for name in ("Ada", "Grace", "Edith")]


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


@pytest.fixture
def viewer(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("viewer", employer)
