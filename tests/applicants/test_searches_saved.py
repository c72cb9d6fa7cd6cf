"""Searches that are kept: by services and by the API."""

from __future__ import annotations

import pytest

from applicants.models import SavedSearch
from applicants.privacy import erase_applicant
from applicants.searches import change_search, delete_search, save_search
from employers.models import Employer
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError, Forbidden, Invalid
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory, saved_search
from tests.fixtures import ApiClient, user_with

LIST = "/v1/saved-searches"
BODY = {"name": "Kafka people", "query": {"q": "kafka", "tag": ["vip"]}, "is_shared": False}


@pytest.mark.django_db
def test_search_is_kept_once_under_its_name(scope: Employer) -> None:
    owner = user_with("recruiter", scope)
    with acting_as(Actor(ActorKind.USER, "Rita", owner.pk)):
        made = save_search(name="  Kafka   people ", query={"q": "kafka"})
        with pytest.raises(DomainError, match="of this name"):
            save_search(name="KAFKA people", query={"q": "x"})

    assert (made.name, made.query, made.owner_id) == ("Kafka people", {"q": "kafka"}, owner.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{}, {"sort": "newest"}, {"color": "red"}])
def test_search_for_nothing_is_not_kept(scope: Employer, query: dict[str, str]) -> None:
    with acting_as(Actor(ActorKind.USER, "Rita", user_with("recruiter", scope).pk)), pytest.raises(Invalid):
        save_search(name="All", query=query)


@pytest.mark.django_db
def test_only_the_owner_changes_a_search(scope: Employer) -> None:
    theirs = saved_search(user_with("recruiter", scope), is_shared=True)

    with acting_as(Actor(ActorKind.USER, "Rita", user_with("employer_admin", scope).pk)):
        with pytest.raises(Forbidden):
            change_search(search=theirs, changes={"name": "Mine"})
        with pytest.raises(Forbidden):
            delete_search(search=theirs)


@pytest.mark.django_db
def test_account_takes_its_searches_along(scope: Employer) -> None:
    owner = user_with("recruiter", scope)
    saved_search(owner, is_shared=True)

    owner.delete()

    assert not SavedSearch.objects.exists()


@pytest.mark.django_db
def test_erasure_of_a_person_takes_searches_that_name_them(scope: Employer) -> None:
    owner = user_with("recruiter", scope)
    person = ApplicantFactory(name="Zenobia Quartermaine", email="zq@ohm.test")
    saved_search(owner, "By address", q="ZQ@ohm.test")
    saved_search(owner, "Zenobia quartermaine?", q="kafka")
    kept = saved_search(owner, "Kafka", q="kafka")

    erase_applicant(applicant_id=person.pk)

    assert list(SavedSearch.objects.all()) == [kept]


def test_api_keeps_changes_and_deletes(api: ApiClient, employer: Employer) -> None:
    client = api.as_role("recruiter", employer)

    made = client.post(LIST, BODY).json()
    renamed = client.patch(f"{LIST}/{made['id']}", {"name": "Streaming", "query": {"q": "flink"}}).json()
    listed = client.get(LIST).json()["items"]

    assert (made["query"], made["is_own"]) == (BODY["query"], True)
    assert (renamed["name"], renamed["query"]) == ("Streaming", {"q": "flink"})
    assert listed == [renamed]
    assert client.delete(f"{LIST}/{made['id']}").status_code == 204
    assert client.delete(f"{LIST}/{made['id']}").status_code == 404


def test_api_shows_own_and_shared_searches_only(api: ApiClient, employer: Employer) -> None:
    other = user_with("recruiter", employer)
    with employer_scope(employer.pk):
        saved_search(other, "Secret")
        shared = saved_search(other, "Shared", is_shared=True)
    client = api.as_role("recruiter", employer)

    items = client.get(LIST).json()["items"]

    assert [(one["name"], one["is_own"]) for one in items] == [("Shared", False)]
    assert client.patch(f"{LIST}/{shared.pk}", {"name": "Mine"}).status_code == 403


def test_api_names_what_is_wrong(api: ApiClient, employer: Employer) -> None:
    client = api.as_role("recruiter", employer)

    unknown = client.post(LIST, {"name": "x", "query": {"color": "red"}}).json()
    empty = client.post(LIST, {"name": "x", "query": {}}).json()

    assert unknown["errors"][0]["pointer"] == "/query/color"
    assert empty["errors"][0]["pointer"] == "/query"
