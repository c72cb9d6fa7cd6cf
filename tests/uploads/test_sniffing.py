from __future__ import annotations

import pytest

from hiretrack.uploads.choices import ContentType
from hiretrack.uploads.sniffing import described, is_encrypted, sniff
from tests.factories.uploads import docx, odt, pdf, rtf, zipped

PROPER = {
    ContentType.PDF: pdf(),
    ContentType.DOCX: docx(),
    ContentType.ODT: odt(),
    ContentType.RTF: rtf(),
    ContentType.TXT: "Ada Lovelace – résumé".encode(),
}
IMPROPER = {
    "empty": b"",
    "program": b"MZ\x90\x00" + b"\x00" * 200,
    "png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
    "any zip": zipped({"a.txt": "hello"}),
    "pdf with an archive behind it": pdf() + docx(),
    "archive with a pdf before it": pdf().replace(b"%%EOF", b"") + zipped({"a": "b"}),
    "docx with bytes before it": b"%PDF-1.7\n" + docx(),
    "docx with bytes behind it": docx() + b"<script>alert(1)</script>",
    "docx with a path outside": docx(**{"..__..__evil": "x"}),
    "odt that calls itself something else": zipped({"content.xml": "x"}, first_stored="application/zip"),
    "cut pdf": pdf()[:200],
    "text with a pdf in it": b"hello\n" + pdf(),
    "text with control characters": b"hello\x00world",
    "undecodable": b"\x81\x8d\x8f",
}


@pytest.mark.parametrize("expected", PROPER, ids=lambda kind: kind.name)
def test_sniff_knows_each_type(expected: ContentType) -> None:
    assert sniff(PROPER[expected]) is expected


@pytest.mark.parametrize("name", IMPROPER)
def test_sniff_refuses_anything_else(name: str) -> None:
    assert sniff(IMPROPER[name]) is None


@pytest.mark.parametrize("text", ["BM and PA of the board", "II. Work experience", "#!/bin/sh is my friend"])
def test_sniff_takes_text_that_begins_like_a_short_signature(text: str) -> None:
    assert sniff(text.encode()) is ContentType.TXT


def test_sniff_reads_utf_16() -> None:
    assert sniff("Ada".encode("utf-16")) is ContentType.TXT


def test_described_names_what_it_looks_like() -> None:
    assert "Network Graphics" in described(IMPROPER["png"])
    assert described(b"") == "something unknown"


def test_encrypted_pdf_is_noticed() -> None:
    assert is_encrypted(pdf(extra=b"/Encrypt 9 0 R"), ContentType.PDF)
    assert not is_encrypted(pdf(), ContentType.PDF)
