from __future__ import annotations

import pytest

from applicants.person import Person, checked
from hiretrack.errors import Invalid


def wrong_in(**given: object) -> set[str]:
    with pytest.raises(Invalid) as refused:
        checked(Person(**{"name": "Ada", "email": "ada@example.com", **given}))
    return {error.pointer for error in refused.value.errors}


@pytest.mark.parametrize(
    ("given", "region", "kept"),
    [("+49 (30) 90-1820", "", "+4930901820"), ("030 901820", "de", "+4930901820"), ("", "de", "")],
)
def test_phone_is_kept_as_e164(given: str, region: str, kept: str) -> None:
    assert checked(Person("Ada", "ada@example.com", phone=given, region=region)).phone == kept


@pytest.mark.parametrize("phone", ["12", "030 901820", "call me", "+999999999999999999"])
def test_phone_that_is_none_is_refused(phone: str) -> None:
    assert wrong_in(phone=phone) == {"/phone"}


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://example.com", "//example.com", "https://", "http://a b", "https://[", "x" * 600],
)
def test_link_that_is_no_web_address_is_refused(url: str) -> None:
    assert wrong_in(links=({"url": url},)) == {"/links/0/url"}


def test_link_without_label_is_called_after_its_host() -> None:
    person = checked(Person("Ada", "ada@example.com", links=({"url": "https://ada.example/cv"},)))

    assert person.links == ({"label": "ada.example", "url": "https://ada.example/cv"},)


def test_texts_become_one_line() -> None:
    person = checked(Person(" Ada\r\nBcc: x@example.com\u202e ", " ada@example.com "))

    assert (person.name, person.email) == ("Ada Bcc: x@example.com", "ada@example.com")


def test_everything_wrong_is_named_at_once() -> None:
    wrong = wrong_in(name="", email="ada@", headline="x" * 201, links=({"url": "x"},) * 11)

    assert {"/name", "/email", "/headline", "/links"} < wrong
