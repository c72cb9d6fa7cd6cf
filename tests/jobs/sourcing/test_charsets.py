from __future__ import annotations

import pytest

from jobs.sourcing.client import PageFailed, Response
from jobs.sourcing.client.charsets import decoded

TEXT = "Köche für „Müller“ – 5 €"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode("cp1252"), "text/html; charset=windows-1252"),
        (TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (TEXT.encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html"),
        (TEXT.encode("utf-16-le"), "application/json; charset=utf-16le"),
        (TEXT.encode(), "text/html"),
        (TEXT.encode(), 'text/html; charset="UTF8"'),
    ],
)  # fmt: skip
def test_text_is_read_by_its_header(body: bytes, content_type: str) -> None:
    assert decoded(body, content_type) == TEXT


@pytest.mark.parametrize(
    ("before", "codec"),
    [
        ('<html><head><meta charset="windows-1252">', "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>", "iso-8859-2"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "shift_jis"),
    ],
)
def test_text_is_read_by_its_own_declaration(before: str, codec: str) -> None:
    text = before + "Łódź" if codec == "iso-8859-2" else before + "求人" if codec == "shift_jis" else before + TEXT

    assert decoded(text.encode(codec), "text/html") == text


def test_utf8_under_a_western_name_is_recognised() -> None:
    assert decoded(TEXT.encode(), "text/html; charset=iso-8859-1") == TEXT


def test_document_is_believed_where_the_header_is_wrong() -> None:
    text = f'<meta charset="windows-1252">{TEXT}'

    assert decoded(text.encode("cp1252"), "text/html; charset=utf-8") == text


@pytest.mark.parametrize(
    "header", ["", "text/html; charset=no-such-thing", "text/html; charset=rot13", "; ; =", "a\r\nb: c"]
)
def test_nonsense_is_read_as_utf8(header: str) -> None:
    assert decoded(b"caf\xc3\xa9 \xff", header) == "café �"


def test_empty_page_is_an_empty_text() -> None:
    assert decoded(b"", "") == ""


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": "K\xf6ln"}',
        '{"a": "Köln"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"a": "K\xc3\xb6ln"}',
        '{"a": "Köln"}'.encode(),
    ],
)
def test_json_is_read_in_any_charset(body: bytes) -> None:
    assert Response("", {"Content-Type": "application/json; charset=iso-8859-1"}, body).json() == {"a": "Köln"}


def test_json_with_raw_line_breaks_is_read() -> None:
    assert Response("", {}, b'{"a": "one\ntwo"}').json() == {"a": "one\ntwo"}


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"jobs": [{"id"', b"[" * 100_000])
def test_what_is_no_json_is_told(body: bytes) -> None:
    with pytest.raises(PageFailed, match="JSON"):
        Response("", {}, body).json()
