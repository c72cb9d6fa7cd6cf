"""Query parameters: unknown, repeated and unusable ones are named, all at once."""

from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.api.conftest import ThingClient


def refused(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400, answer.content
    return {item["parameter"]: item["code"] for item in answer.json()["errors"]}


def test_everything_wrong_is_named_at_once(recruiter: ThingClient) -> None:
    answer = recruiter.get("/v1/things?colour=red&limit=0&status=odd&salary=x&include=all&fields=secret")

    assert answer.json()["code"] == "unknown_parameter"
    assert refused(answer) == {
        "colour": "unknown_parameter", "limit": "out_of_range", "status": "invalid_choice", "salary": "invalid",
        "include": "invalid_choice", "fields": "invalid_choice",
    }  # fmt: skip


@pytest.mark.parametrize("limit", ["0", "101", "-1", "1.5", "", "ten", "٣", "1e1", "00000000001"])
def test_limit_outside_its_range_is_refused(recruiter: ThingClient, limit: str) -> None:
    answer = recruiter.get("/v1/things", {"limit": limit})

    assert answer.json()["code"] == "invalid_parameter"
    assert refused(answer) == {"limit": "out_of_range"}


def test_parameter_given_twice_is_refused(recruiter: ThingClient) -> None:
    assert refused(recruiter.get("/v1/things?limit=1&limit=2")) == {"limit": "repeated"}
    assert refused(recruiter.get("/v1/things?fields=title,title")) == {"fields": "repeated"}
    assert recruiter.get("/v1/things?tag=a&tag=b").status_code == 200


def test_absent_flag_is_not_false(recruiter: ThingClient) -> None:
    assert recruiter.get("/v1/things?remote=true").status_code == 200
    assert recruiter.get("/v1/things").status_code == 200
    assert refused(recruiter.get("/v1/things?remote=maybe")) == {"remote": "invalid"}


def test_nul_in_a_value_or_path_is_refused(recruiter: ThingClient) -> None:
    assert refused(recruiter.get("/v1/who?x=%00")) == {"x": "invalid"}
    assert recruiter.get("/v1/failing/%00").json()["code"] == "not_found"


def test_names_of_view_and_operation_are_known(recruiter: ThingClient) -> None:
    assert recruiter.get("/v1/who?x=1&y=2").status_code == 200
    assert refused(recruiter.get("/v1/who?z=1")) == {"z": "unknown_parameter"}


def test_writes_know_no_list_parameters(recruiter: ThingClient) -> None:
    assert refused(recruiter.post("/v1/things?limit=5", {"title": "Cook"})) == {"limit": "unknown_parameter"}


def test_fields_make_rows_sparse(recruiter: ThingClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        Job.objects.create(title="Cook")

    (row,) = recruiter.get("/v1/things?fields=title").json()["items"]

    assert set(row) == {"id", "title"}
