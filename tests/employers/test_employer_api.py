"""The employer's settings through /v1."""

from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
SETTINGS = "/v1/employer"


def journal(employer: Employer) -> list[tuple[str, Any]]:
    with employer_scope(employer.pk):
        return list(AuditLog.objects.order_by("sequence").values_list("action", "metadata"))


def test_viewer_reads_the_settings(api: ApiClient, employer: Employer) -> None:
    answer = api.as_role("viewer", employer).get(SETTINGS)

    shown = answer.json()
    assert (answer.status_code, shown["slug"], shown["retention_months"]) == (200, "acme", 24)
    assert answer.headers["ETag"]


def test_admin_changes_settings_and_the_journal_names_the_fields(api: ApiClient, employer: Employer) -> None:
    change = {"name": "Acme SE", "website": "https://acme.example", "retention_months": 12, "brand_colour": "#ABCDEF"}

    answer = api.as_role("employer_admin", employer).patch(SETTINGS, change)

    assert answer.status_code == 200
    assert change.items() <= answer.json().items()
    assert journal(employer) == [("employer.updated", {"fields": sorted(change)})]


def test_change_that_changes_nothing_leaves_version_and_journal(api: ApiClient, employer: Employer) -> None:
    client = api.as_role("employer_admin", employer)
    before = client.get(SETTINGS).headers["ETag"]

    answer = client.patch(SETTINGS, {"name": "Acme"})

    assert answer.headers["ETag"] == before
    assert journal(employer) == []


def test_stale_version_is_refused(api: ApiClient, employer: Employer) -> None:
    client = api.as_role("employer_admin", employer)
    read = client.get(SETTINGS).headers["ETag"]
    client.patch(SETTINGS, {"name": "Acme SE"}, headers={"If-Match": read})

    answer = client.patch(SETTINGS, {"name": "Acme AG"}, headers={"If-Match": read})

    assert answer.status_code == 412
    assert Employer.objects.get(pk=employer.pk).name == "Acme SE"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("logo_url", "ftp://acme.example/logo.png"),
        ("privacy_policy_url", "//acme.example"),
        ("brand_colour", "red"),
        ("retention_months", 0),
        ("reply_promise_days", 91),
        ("name", ""),
    ],
)
def test_unusable_setting_is_named(api: ApiClient, employer: Employer, field: str, value: Any) -> None:
    answer = api.as_role("employer_admin", employer).patch(SETTINGS, {field: value})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("field", ["slug", "id", "created_at"])
def test_what_is_not_the_admins_to_change_is_refused(api: ApiClient, employer: Employer, field: str) -> None:
    answer = api.as_role("employer_admin", employer).patch(SETTINGS, {field: "other"})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown_field")


@pytest.mark.parametrize("role", ["viewer", "recruiter"])
def test_only_admins_write(api: ApiClient, employer: Employer, role: str) -> None:
    assert api.as_role(role, employer).patch(SETTINGS, {"name": "Mine"}).status_code == 403


def test_platform_admin_has_no_employer_of_their_own(api: ApiClient, employer: Employer) -> None:
    answer = api.as_role("platform").get(SETTINGS)

    assert (answer.status_code, answer.json()["detail"]) == (403, "You belong to no employer.")
