from __future__ import annotations

import pytest

from employers.models import Employer
from hiretrack.api.etags import etag_of, variant_of
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.api.conftest import ThingClient


@pytest.fixture
def path(employer: Employer) -> str:
    with employer_scope(employer.pk):
        return f"/v1/things/{Job.objects.create(title='Cook').pk}"


def test_known_version_is_not_sent_again(recruiter: ThingClient, path: str) -> None:
    etag = recruiter.get(path)["ETag"]

    answer = recruiter.get(path, headers={"If-None-Match": f'"other", W/{etag}'})

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert recruiter.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_change_makes_another_version(recruiter: ThingClient, path: str) -> None:
    before = recruiter.get(path)["ETag"]

    after = recruiter.patch(path, {"title": "Baker"})["ETag"]

    assert after != before
    assert recruiter.get(path)["ETag"] == after


def test_stale_version_is_refused_and_nothing_changes(recruiter: ThingClient, path: str) -> None:
    stale = recruiter.get(path)["ETag"]
    recruiter.patch(path, {"title": "Baker"})

    answer = recruiter.patch(path, {"title": "Waiter"}, headers={"If-Match": stale})

    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    assert recruiter.get(path).json()["title"] == "Baker"


@pytest.mark.parametrize("form", ["{}", '"other", {}', "*"])
def test_current_version_may_be_changed(recruiter: ThingClient, path: str, form: str) -> None:
    current = recruiter.get(path)["ETag"]

    assert recruiter.patch(path, {"title": "Waiter"}, headers={"If-Match": form.format(current)}).status_code == 200


@pytest.mark.parametrize("given", ["W/{}", '""', "garbage", ""])
def test_anything_else_in_if_match_is_refused(recruiter: ThingClient, path: str, given: str) -> None:
    current = recruiter.get(path)["ETag"]

    assert recruiter.patch(path, {"title": "Waiter"}, headers={"If-Match": given.format(current)}).status_code == 412


def test_variant_shares_the_version() -> None:
    whole = etag_of({"id": 1, "updated_at": 2})

    assert variant_of(whole, b"{}").startswith(whole[:-1] + ".")
    assert variant_of(whole, b"{}") != variant_of(whole, b"[]")
