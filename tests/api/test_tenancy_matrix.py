"""No row of one employer is visible to another through /v1: every operation, with the other employer's ids."""

from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from tests.api.contract import Operation, operations, rules
from tests.api.foreign import SECRET, furnish
from tests.fixtures import ApiClient

OPERATIONS = [operation for operation in operations() if not rules()[operation.key].is_public]


@pytest.fixture
def foreign(other_employer: Employer) -> dict[str, str]:
    return furnish(other_employer)


def call(client: ApiClient, operation: Operation, ids: dict[str, str]) -> Any:
    path = operation.path
    for name in operation.parameters:
        path = path.replace(f"{{{name}}}", ids[name])
    body = operation.body
    return client.generic(operation.method, path, "" if body is None else body)


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.parameters], ids=str)
@pytest.mark.parametrize("role", ["employer_admin", "recruiter", "viewer", "applicant"])
def test_foreign_object_does_not_exist(
    operation: Operation, role: str, foreign: dict[str, str], api: ApiClient, employer: Employer
) -> None:
    answer = call(api.as_role(role, employer), operation, foreign)

    allowed = role in rules()[operation.key].roles
    assert answer.status_code == (404 if allowed else 403), answer.content
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if not o.parameters and o.method == "GET"], ids=str)
@pytest.mark.parametrize("role", ["employer_admin", "viewer", "applicant"])
def test_lists_hold_no_foreign_row(
    operation: Operation, role: str, foreign: dict[str, str], api: ApiClient, employer: Employer
) -> None:
    answer = call(api.as_role(role, employer), operation, {})

    text = answer.content.decode()
    assert SECRET not in text
    assert not [pk for pk in foreign.values() if pk in text]
