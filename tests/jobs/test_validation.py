from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hiretrack.codes import language_tag
from hiretrack.errors import Invalid
from jobs.validation import clean

JOB: dict[str, Any] = {
    "title": "Engineer",
    "description_md": "",
    "employment_type": "full_time",
    "salary_min": None,
    "salary_max": None,
    "salary_period": "",
}


def pointers(**given: Any) -> list[str]:
    with pytest.raises(Invalid) as refused:
        clean(JOB | given)
    return sorted(error.pointer for error in refused.value.errors)


def test_job_is_kept_in_one_form() -> None:
    kept = clean(
        JOB
        | {
            "title": "  Data \n Engineer ",
            "country": "de",
            "tags": ["Python", "python", " Go "],
            "languages": ["DE-at", "en"],
        }
    )

    assert kept["title"] == "Data Engineer"
    assert kept["country"] == "DE"
    assert kept["tags"] == ["Python", "Go"]
    assert kept["languages"] == ["de-AT", "en"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"title": "  "}, ["/title"]),
        ({"title": "x" * 201}, ["/title"]),
        ({"description_md": "x" * 50_001}, ["/description_md"]),
        ({"country": "ZZ"}, ["/country"]),
        ({"employment_type": "slavery"}, ["/employment_type"]),
        ({"languages": ["en", "german"]}, ["/languages/1"]),
        ({"tags": [str(n) for n in range(31)]}, ["/tags"]),
        ({"tags": ["x" * 51]}, ["/tags/0"]),
        ({"questions": [{}]}, ["/questions/0/id", "/questions/0/label", "/questions/0/type"]),
        ({"salary_min": Decimal(10)}, ["/salary_currency", "/salary_period"]),
        ({"salary_max": Decimal(10), "salary_currency": "EURO", "salary_period": "year"}, ["/salary_currency"]),
        (
            {"salary_min": Decimal(9), "salary_max": Decimal(8), "salary_currency": "EUR", "salary_period": "year"},
            ["/salary_min"],
        ),
        ({"salary_min": Decimal(-1), "salary_currency": "EUR", "salary_period": "day"}, ["/salary_min"]),
    ],
)
def test_job_rule_names_the_field(given: dict[str, Any], expected: list[str]) -> None:
    assert pointers(**given) == expected


def test_job_rules_are_told_all_at_once() -> None:
    assert pointers(title="", country="ZZ", languages=["?"]) == ["/country", "/languages/0", "/title"]


def test_currency_without_an_amount_is_dropped() -> None:
    kept = clean(JOB | {"salary_currency": "EUR", "salary_period": "year"})

    assert (kept["salary_currency"], kept["salary_period"]) == ("", "")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("de", "de"),
        ("DE-at", "de-AT"),
        ("zh-HANT-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("german", ""),
        ("de_AT", ""),
        ("", ""),
    ],
)
def test_language_tag_is_brought_into_its_usual_case(text: str, tag: str) -> None:
    assert language_tag(text) == tag
