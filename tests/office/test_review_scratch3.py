from __future__ import annotations
from typing import Any
import pytest
from applicants.models import Applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.applicants import ApplicantFactory
from tests.fixtures import user_with
from tests.office.transfers import signed_in, done, run_at

pytestmark = pytest.mark.django_db

def test_reveal_by_other_job(employer: Employer, api: Any) -> None:
    with employer_scope(employer.pk):
        a = ApplicationFactory(job=published_job(title="Fair", fair_review=True), applicant=ApplicantFactory(name="Zed Hidden"))
        plain = published_job(title="Plain")
    k = api.as_role("recruiter", employer)
    print(k.get(f"/v1/applicants/{a.applicant_id}").json()["name"])
    r = k.post("/v1/applications", {"job_id": str(plain.pk), "applicant_id": str(a.applicant_id)}); print(r.status_code, r.content[:300])
    print(k.get(f"/v1/applicants/{a.applicant_id}").json()["name"])

def test_export_after_demotion(employer: Employer, bucket: Any) -> None:
    c, user = signed_in("employer_admin", employer)
    other = user_with("employer_admin", employer)
    r = c.post("/admin/employers/employer/export/"); print(r.status_code, r.get("Location"))
