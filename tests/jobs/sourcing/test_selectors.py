"""CSS selectors that recruiters may give: what a page of any size can bear."""

from __future__ import annotations

import pytest

from hiretrack.errors import Invalid
from jobs.sourcing.boards import adapter_for


def check(css: str) -> None:
    adapter_for("html").check("https://acme.example/jobs", {"row": css})


@pytest.mark.parametrize(
    "css",
    [
        "li:has(a)",
        "li:HAS(> a)",
        "li:not(:has(a))",
        ":is(ul, ol) li",
        "li:where(.a)",
        "li:nth-child(2 of .a)",
        "div div div div div div",
        "a ~ b ~ c ~ d ~ e ~ f",
        ",".join("abcdefghijklm"),
        "li:not(a b c d e f)",
    ],
)
def test_expensive_selector_is_refused(css: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(css)

    assert [(one.pointer, one.code) for one in refused.value.errors] == [("/scraper_config/row", "invalid_selector")]


@pytest.mark.parametrize(
    "css",
    [
        "ul.jobs > li",
        "table tr:nth-child(2n + 1) td:not(.empty)",
        "#main > div > div.col > ul > li:nth-child(1) > a",
        'a[href*=":has(x y z)"]',
        r".md\:flex a",
        "li:first-child, li:last-child",
    ],
)
def test_usual_selector_is_taken(css: str) -> None:
    check(css)
