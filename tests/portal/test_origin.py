from __future__ import annotations

import pytest
from django.test import RequestFactory

from hiretrack.portal.origin import came_from, with_origin

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
    request = RequestFactory().get("/", {"ref": "a&b"})

    assert with_origin("/apply/", request) == "/apply/?ref=a%26b"
