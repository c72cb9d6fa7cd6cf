from __future__ import annotations

import io
import json

import pytest

from applicants.importing import csv, jsonresume, ndjson
from applicants.importing.rows import BadRow, Parsed, Reading, Row
from hiretrack.errors import DomainError


def csv_of(text: str | bytes, **mapping: str) -> Reading:
    return csv.read(io.BytesIO(text if isinstance(text, bytes) else text.encode()), mapping=mapping)


def good(rows: object) -> list[tuple[int, dict[str, object]]]:
    return [(row.number, dict(row.values)) for row in rows if isinstance(row, Row)]  # type: ignore[attr-defined]


def bad(rows: list[Parsed]) -> list[tuple[int, str]]:
    return [(row.number, row.code) for row in rows if isinstance(row, BadRow)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_separator_and_mark_are_found_out(separator: str, mark: str) -> None:
    text = f"{mark}Name,E-Mail,Skills\r\nAda,ada@example.com,Python|SQL\r\n".replace(",", separator)

    assert good(csv_of(text).rows) == [(2, {"name": "Ada", "email": "ada@example.com", "skills": ["Python", "SQL"]})]


def test_csv_headers_are_mapped_and_others_named() -> None:
    read = csv_of("Wer,Mail,Shoe size,Alter\nAda,ada@example.com,39,36\n", Wer="name", alter="ignore")

    assert good(read.rows) == [(2, {"name": "Ada", "email": "ada@example.com"})]
    assert read.ignored == ["Shoe size", "Alter"]


def test_csv_cells_may_hold_breaks_and_quotes() -> None:
    rows = csv_of('name,email,headline\n"Ada ""Countess""",a@example.com,"one\ntwo"\n\nBob,b@example.com,\n').rows

    assert good(rows) == [
        (2, {"name": 'Ada "Countess"', "email": "a@example.com", "headline": "one\ntwo"}),
        (4, {"name": "Bob", "email": "b@example.com"}),
    ]


def test_csv_row_with_bad_quotes_spoils_itself_only() -> None:
    rows = list(csv_of('name,email\n"Ada"x,a@example.com\nBob,b@example.com\nCyd,c@example.com,more\n').rows)

    assert bad(rows) == [(2, "quotes"), (4, "too_many_cells")]
    assert [values["name"] for _, values in good(rows)] == ["Bob"]


def test_csv_quote_that_never_closes_is_told() -> None:
    assert bad(list(csv_of('name,email\nAda,a@example.com\n"Bob,b@example.com\nCyd,c@example.com\n').rows)) == [
        (3, "quotes")
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name,email\nJos\u00e9,a@example.com\n".encode("latin-1"), "wrong_encoding"),
        ("name,email\nAda,a@example.com\n".encode("utf-16"), "wrong_encoding"),
        (b"name,phone\nAda,1\n", "columns_missing"),
        (b"", "columns_missing"),
        (b"name,email,mail\nAda,a,b\n", "columns_doubled"),
        (b'"name,email\n', "header_unreadable"),
        (b"name,email" + b",x" * 300, "too_many_columns"),
    ],
)
def test_csv_that_cannot_be_used_is_refused(text: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        csv_of(text)

    assert refused.value.code == code


def test_csv_mapping_must_fit_the_header() -> None:
    with pytest.raises(DomainError) as refused:
        csv_of("name,email\n", Wer="name")

    assert refused.value.code == "mapping_unknown_column"


def test_ndjson_lines_stand_alone() -> None:
    lines = [
        '{"name": "Ada", "email": "ada@example.com", "links": ["https://ada.example"], "phone": null}',
        "", "[1]", "{", '{"name": "\\u0000"}', '{"shoe": 1}', '{"name": 1}', '{"skills": [1]}', "x" * 200_000,
        '{"name": "Bob"}',
    ]  # fmt: skip

    rows = list(ndjson.read(io.BytesIO("\n".join(lines).encode())).rows)

    assert [number for number, _ in good(rows)] == [1, 10]
    assert good(rows)[0][1]["links"] == [{"url": "https://ada.example"}]
    assert bad(rows) == [
        (3, "wrong_type"), (4, "malformed_json"), (5, "malformed_json"), (6, "unknown_field"), (7, "wrong_type"),
        (8, "wrong_type"), (9, "line_too_long"),
    ]  # fmt: skip


def test_errors_repeat_nothing_of_a_row() -> None:
    rows = list(ndjson.read(io.BytesIO(b'{"ada@example.com": 1}\n{"name": {"Ada": "Lovelace"}}')).rows)

    assert "ada" not in json.dumps([str(row) for row in rows]).lower()


@pytest.mark.parametrize(
    "text", ['{"basics": {"name": "Ada"}}', '[{"basics": {"name": "Ada"}}]', ' [\n{"basics": {"name": "Ada"}} ] ']
)
def test_json_resume_is_one_or_a_list(text: str) -> None:
    assert good(jsonresume.read(io.BytesIO(text.encode())).rows) == [(1, {"name": "Ada"})]


def test_json_resume_is_read_as_far_as_it_goes() -> None:
    rows = list(jsonresume.read(io.BytesIO(b'[{"basics": {"name": "Ada"}}, {"basics": 3}, {"basics": {}} {')).rows)

    assert [number for number, _ in good(rows)] == [1, 3]
    assert bad(rows) == [(2, "wrong_type"), (4, "malformed_json")]


@pytest.mark.parametrize("text", [b"", b"[]", b"[ ]"])
def test_json_resume_may_be_empty(text: bytes) -> None:
    assert list(jsonresume.read(io.BytesIO(text)).rows) == []
