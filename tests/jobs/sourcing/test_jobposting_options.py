"""What can be set for a site that describes its jobs as schema.org JobPosting."""

from __future__ import annotations

import pytest

from hiretrack.errors import Invalid
from jobs.sourcing.boards import adapter_for


def test_options_are_all_checked_at_once() -> None:
    config = {
        "next": "a[",
        "links": "a::b",
        "max_pages": 0,
        "sitemap": "yes",
        "follow": 1,
        "colour": "red",
        "address": 7,
    }

    with pytest.raises(Invalid) as refused:
        adapter_for("jobposting").check("https://acme.example/jobs", config)

    found = {error.pointer.removeprefix("/scraper_config/"): error.code for error in refused.value.errors}
    assert found == {
        "next": "invalid_selector", "links": "invalid_selector", "max_pages": "out_of_range", "sitemap": "invalid",
        "follow": "invalid", "colour": "unknown_option", "address": "invalid",
    }  # fmt: skip


@pytest.mark.parametrize(
    "url", ["ftp://acme.example", "acme.example", "http://[", "https://a:b@acme.example", "http://127.0.0.1/"]
)
def test_address_is_checked(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        adapter_for("jobposting").check(url, {})

    assert [error.pointer for error in refused.value.errors] == ["/url"]
