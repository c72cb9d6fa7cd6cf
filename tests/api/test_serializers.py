"""Bodies: unknown and read-only members, JSON types, all errors at once."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.exceptions import ValidationError

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.api.conftest import ThingClient
from tests.api.views import ThingWriteSerializer


def errors_of(answer: Any) -> set[tuple[str, str]]:
    return {(item["pointer"], item["code"]) for item in answer.json()["errors"]}


def test_unknown_and_read_only_members_are_named(recruiter: ThingClient) -> None:
    answer = recruiter.post("/v1/things", {"title": "Cook", "colour": 1, "id": "x", "part": {"name": "a", "size": 2}})

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_field")
    assert errors_of(answer) == {
        ("/colour", "unknown_field"), ("/id", "read_only_field"), ("/part/size", "unknown_field"),
    }  # fmt: skip


def test_all_errors_come_at_once(recruiter: ThingClient) -> None:
    answer = recruiter.post("/v1/things", {"remote": "yes", "salary_min": "-1", "tags": ["ok", 3], "part": {}})

    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
    assert errors_of(answer) == {
        ("/title", "required"), ("/remote", "wrong_type"), ("/salary_min", "min_value"), ("/tags/1", "wrong_type"),
        ("/part/name", "required"),
    }  # fmt: skip


WRONG: list[tuple[str, Any]] = [
    ("title", 1), ("title", True), ("remote", "true"), ("remote", 1), ("salary_min", 1.5), ("tags", {"a": 1}),
    ("tags", "a"), ("part", []), ("part", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_json_types_are_taken_at_their_word(field: str, value: Any) -> None:
    serializer = ThingWriteSerializer(data={"title": "Cook", field: value})

    assert not serializer.is_valid()
    assert "wrong_type" in str(serializer.errors[field]) or "must be" in str(serializer.errors[field])


@pytest.mark.parametrize("value", [True, "1", 1.5])
def test_whole_number_is_nothing_else(value: Any) -> None:
    serializer = ThingWriteSerializer(data={"title": "Cook", "part": {"name": "a", "count": value}})

    with pytest.raises(ValidationError):
        serializer.is_valid(raise_exception=True)


@pytest.mark.parametrize("body", ["[]", "1", '"a"', "null"])
def test_body_that_is_no_object_is_refused(recruiter: ThingClient, body: str) -> None:
    answer = recruiter.generic("POST", "/v1/things", body)

    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")


def test_patch_takes_a_part(recruiter: ThingClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = Job.objects.create(title="Cook")

    assert recruiter.patch(f"/v1/things/{job.pk}", {}).json()["title"] == "Cook"
    assert recruiter.patch(f"/v1/things/{job.pk}", {"title": "Baker"}).json()["title"] == "Baker"


def test_domain_errors_name_every_field(recruiter: ThingClient) -> None:
    answer = recruiter.post("/v1/things", {"title": "invalid"})

    assert answer.status_code == 422
    assert errors_of(answer) == {("/title", "bad"), ("/tags", "bad")}
