"""Contact data is looked for in whatever a file holds, at the price of its length."""

from __future__ import annotations

import pytest

from shortlists.resumes.contact import contact_of
from tests.limited import computes

HEAD = ["Ada Lovelace", "London, United Kingdom"]


@pytest.mark.parametrize("repeated", ["a", "a.", "a@", "A", "A,", "Aa Bb, C", " ", "1 ", "a.com.", "a.de/"])
def test_contact_takes_no_longer_than_the_text(repeated: str) -> None:
    # Of one letter alone each position may begin a word; of pairs, each second one.
    lines = f"[{repeated!r} * (LONG // 2) + '@']"

    assert computes("from shortlists.resumes.contact import contact_of", f"contact_of({lines})")


@pytest.mark.parametrize("address", ["ada@example.org", "a.l+jobs@mail.example.co.uk", f"{'a' * 64}@example.org"])
def test_address_is_read(address: str) -> None:
    assert contact_of([*HEAD, f"E-Mail:{address}, phone"]).email == address


@pytest.mark.parametrize("word", [f"{'a' * 65}@example.org", "ada@example", "@example.org"])
def test_what_can_be_no_address_is_none(word: str) -> None:
    assert contact_of([*HEAD, word]).email == ""


@pytest.mark.parametrize(
    ("said", "link"), [("ada.example.io", "https://ada.example.io"), ("see a-b.de/x, y", "https://a-b.de/x")]
)
def test_site_is_read_without_its_scheme(said: str, link: str) -> None:
    assert contact_of([*HEAD, said]).links == (link,)
