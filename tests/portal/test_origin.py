from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from hiretrack.portal.origin import came_from, carry_origin

HOST = "testserver"


@pytest.mark.parametrize(
    ("query", "referrer", "origin"),
    [
        ("", "", ""),
        ("ref=friend", "https://news.example/", "friend"),
        ("utm_source=newsletter", "", "newsletter"),
        ("", "https://news.example/jobs?page=2", "https://news.example/jobs?page=2"),
        ("", f"http://{HOST}/e/acme/", ""),
        ("", "javascript:alert(1)", ""),
        ("", "http://[broken", ""),
        ("ref=a%00b", "", "ab"),
    ],
)
def test_a_visitor_comes_from_somewhere(query: str, referrer: str, origin: str) -> None:
    request = RequestFactory().get(f"/?{query}", headers={"Referer": referrer})

    assert came_from(request) == origin


def test_the_origin_travels_encoded() -> None:
    address = "/jobs/01a1fd84-eb99-776a-9987-62f831ee58c4/apply/"
    page = HttpResponse(f'<a href="{address}">Apply</a> <a href="/e/acme/">More</a>')

    carry_origin(RequestFactory().get("/", {"ref": 'a&b"<\\1'}), page)

    text = page.content.decode()
    assert text == f'<a href="{address}?ref=a%26b%22%3C%5C1">Apply</a> <a href="/e/acme/">More</a>'
