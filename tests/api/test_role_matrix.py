"""Who may do what: the table of operations.csv, held against the contract and against the running server."""

from __future__ import annotations

import uuid

import pytest

from employers.models import Employer
from tests.api.contract import Operation, operations, rules
from tests.api.test_tenancy_matrix import call
from tests.fixtures import ApiClient

ROLES = ("viewer", "recruiter", "employer_admin", "applicant", "platform")
MADE_BY_AN_EMPLOYER = {
    ("POST", "/v1/jobs"), ("POST", "/v1/webhooks/subscriptions"), ("POST", "/v1/applicants"),
    ("POST", "/v1/applicants:import"), ("POST", "/v1/saved-searches"), ("POST", "/v1/boards"),
}  # fmt: skip
"""A platform admin belongs to no employer, so there is none to make it for."""
OF_THE_CALLERS_EMPLOYER = {
    ("GET", "/v1/employer"), ("PATCH", "/v1/employer"), ("POST", "/v1/users"), ("POST", "/v1/api-keys"),
    ("GET", "/v1/events"), ("GET", "/v1/mail-templates"), ("POST", "/v1/employer:export"),
}  # fmt: skip
"""Nor is there one whose settings, people and keys these would be, or whose journal a place in the feed belongs to."""


def test_contract_and_table_hold_the_same_operations() -> None:
    made = {operation.key for operation in operations()}

    assert made == set(rules())


@pytest.mark.parametrize("operation", list(operations()), ids=str)
def test_contract_says_who_and_whether_a_key_is_needed(operation: Operation) -> None:
    rule = rules()[operation.key]
    headers = {
        p.get("name")
        for p in operation.definition.get("parameters", [])
        if p.get("in") == "header" and p.get("required")
    }

    assert ("Idempotency-Key" in headers) == rule.idempotency_key
    security = operation.definition.get("security")
    assert bool(security) is not (rule.who == "public"), security


@pytest.mark.parametrize("operation", [o for o in operations() if not rules()[o.key].is_public], ids=str)
def test_signed_out_is_asked_to_sign_in(operation: Operation, api: ApiClient) -> None:
    answer = call(api, operation, {name: str(uuid.uuid4()) for name in operation.parameters})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("operation", [o for o in operations() if not rules()[o.key].is_public], ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_role_is_allowed_or_refused_as_the_table_says(
    operation: Operation, role: str, api: ApiClient, employer: Employer
) -> None:
    answer = call(api.as_role(role, employer), operation, {name: str(uuid.uuid4()) for name in operation.parameters})

    refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
    homeless = role == "platform" and operation.key in MADE_BY_AN_EMPLOYER | OF_THE_CALLERS_EMPLOYER
    assert refused == (homeless or role not in rules()[operation.key].roles), answer.content
