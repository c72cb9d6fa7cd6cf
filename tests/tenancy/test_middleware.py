from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from employers.models import Employer
from hiretrack.tenancy import current_scope
from hiretrack.tenancy.middleware import AdminScopeMiddleware
from jobs.models import Job
from tests.fixtures import user_with


def answer(request: HttpRequest, view: object) -> HttpResponse:
    return AdminScopeMiddleware(view)(request)  # type: ignore[arg-type]


def request_of(user: object, path: str = "/admin/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user  # type: ignore[assignment]
    return request


def test_back_office_runs_in_the_users_employer(employer: Employer) -> None:
    seen = []

    answer(request_of(user_with("viewer", employer)), lambda _: seen.append(current_scope()) or HttpResponse())

    assert seen[0].employer_id == employer.pk


def test_platform_admin_sees_all_with_a_reason(db: None) -> None:
    seen = []

    answer(request_of(user_with("platform", None)), lambda _: seen.append(current_scope()) or HttpResponse())

    assert (seen[0].kind, bool(seen[0].reason)) == ("all", True)


def test_applicant_and_public_pages_get_no_scope(employer: Employer) -> None:
    seen = []
    for request in (request_of(user_with("applicant", None)), request_of(user_with("viewer", employer), "/jobs/")):
        answer(request, lambda _: seen.append(current_scope()) or HttpResponse())

    assert seen == [None, None]


@pytest.mark.django_db(transaction=True)
def test_server_error_undoes_half_made_writes(employer: Employer) -> None:
    def half_made(_: HttpRequest) -> HttpResponse:
        Job.objects.create(title="half")
        return HttpResponse(status=500)

    answer(request_of(user_with("recruiter", employer)), half_made)

    seen: list[int] = []
    answer(request_of(user_with("recruiter", employer)), lambda _: seen.append(Job.objects.count()) or HttpResponse())
    assert seen == [0]
    assert not connection.in_atomic_block


@pytest.mark.parametrize("path", ["jobs/job/%00/change/", "jobs/job/?department=%00"])
def test_nul_in_an_address_is_a_bad_request(client: Client, employer: Employer, path: str) -> None:
    client.force_login(user_with("recruiter", employer))

    assert client.get(f"/admin/{path}").status_code == 400
