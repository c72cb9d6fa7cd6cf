"""JSON-LD as pages have it, and what becomes of a JobPosting."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from jobs.salaries import Salary
from jobs.sourcing.markup.advertised import Reader, salary_in
from jobs.sourcing.markup.jsonld import Graph, read
from jobs.sourcing.postings import Posting

PAGE = "https://jobs.example/stellen/7"
JOB: dict[str, Any] = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Koch (m/w/d)"}


def postings(*documents: Any, url: str = PAGE, markup: str = "") -> list[Posting | None]:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in documents)
    return list(Reader(Graph.of(LexborHTMLParser(scripts + markup)), url, "The board").postings())


def posting(**given: Any) -> Posting:
    (found,) = postings(JOB | given)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b\nc"}',
        '<!-- {"a": "b\\nc"} -->',
        '//<![CDATA[\n{"a": "b\\nc"}\n//]]>',
        '/*<![CDATA[*/{"a": "b\\nc"}/*]]>*/',
        '{"a": "b\\nc",}',
        '{"a": "b\\nc"};',
        '{\n// why\n"a": /* here */ "b\\nc"}',
        "{&quot;a&quot;: &quot;b\\nc&quot;}",
        '\ufeff{"a": "b\\nc"}',
    ],
)
def test_broken_json_is_put_up_with(text: str) -> None:
    assert read(text) == [{"a": "b\nc"}]


def test_mending_leaves_texts_alone() -> None:
    text = '{"url": "https://x.example/,]", "note": "/* no comment */ \\"quoted\\"", "list": [1, 2,],}'

    expected = {"url": "https://x.example/,]", "note": '/* no comment */ "quoted"', "list": [1, 2]}
    assert read(text) == [expected]


def test_wrong_escapes_and_several_documents_are_read() -> None:
    assert read(r'{"a": "it\'s"}') == [{"a": "it's"}]
    assert read('{"a": 1}\n{"b": 2}') == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("text", ["", "no json", '{"a": ', "[" * 100_000, '{"a": 1} trailing words'])
def test_what_is_no_json_is_left_out(text: str) -> None:
    assert read(text) == []


@given(st.text() | st.text('{}[]",:/*\\ \nau1'))
def test_reader_of_any_text_ends(text: str) -> None:
    assert isinstance(read(text), list)


@pytest.mark.parametrize(
    "document",
    [
        JOB,
        [JOB],
        {"@graph": [{"@type": "Organization", "name": "X"}, JOB]},
        {"@type": "WebPage", "mainEntity": JOB},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": JOB}]},
        {**JOB, "@type": ["JobPosting", "Thing"]},
        {**JOB, "@type": "http://schema.org/JobPosting"},
    ],
)
def test_posting_is_found_wherever_it_stands(document: Any) -> None:
    (found,) = postings(document)

    assert found is not None
    assert (found.title, found.url, found.company) == ("Koch (m/w/d)", PAGE, "The board")


def test_references_within_the_page_are_followed() -> None:
    company = {"@type": "Organization", "@id": "#us", "name": "Nordlicht GmbH"}
    place = {"@type": "Place", "@id": "#hall", "address": {"addressLocality": "Kiel", "addressCountry": "DE"}}
    job = JOB | {"hiringOrganization": {"@id": "#us"}, "jobLocation": {"@id": "#hall"}}

    (found,) = postings({"@graph": [job, company]}, place)

    assert found is not None
    assert (found.company, found.location) == ("Nordlicht GmbH", "Kiel, DE")


def test_lists_tell_where_their_items_are() -> None:
    entries = [{"@type": "ListItem", "url": "/a"}, {"@type": "ListItem", "item": {"@id": "/b"}}, "/c"]
    script = json.dumps({"@type": "ItemList", "itemListElement": entries})

    graph = Graph.of(LexborHTMLParser(f'<script type="application/ld+json">{script}</script>'))

    assert list(graph.listed_addresses()) == ["/a", "/b", "/c"]


def test_posting_is_read_whole() -> None:
    found = posting(
        title="Data &amp; AI Engineer",
        url="/stellen/8?ref=feed",
        hiringOrganization={"@type": "Organization", "name": "Nordlicht"},
        description="<p>We build.</p><ul><li>Python</li></ul>",
        identifier={"@type": "PropertyValue", "name": "Nordlicht", "value": 4711},
        datePosted="2026-04-17",
    )

    assert (found.title, found.url, found.company) == (
        "Data & AI Engineer",
        "https://jobs.example/stellen/8?ref=feed",
        "Nordlicht",
    )
    assert found.description == "We build.\n\n- Python"
    assert found.external_id == "4711"
    assert found.posted_at == dt.datetime(2026, 4, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "url", ["https://jobs.example/", "https://www.nordlicht.example", "javascript:void(0)", 7, None]
)
def test_address_that_cannot_be_the_job_s_is_the_page_s(url: Any) -> None:
    assert posting(url=url).url == PAGE


@pytest.mark.parametrize("title", ["", None, [], {"a": 1}, "<br>"])
def test_posting_without_a_title_is_none(title: Any) -> None:
    assert postings(JOB | {"title": title}) == [None]


def test_posting_whose_last_day_has_passed_is_left_out() -> None:
    yesterday = (dt.datetime.now(dt.UTC) - dt.timedelta(days=2)).date().isoformat()

    assert postings(JOB | {"validThrough": yesterday}) == []
    assert len(postings(JOB | {"validThrough": "2999-01-01"}, JOB | {"validThrough": "some day"})) == 2


ADDRESS = {"@type": "PostalAddress", "addressLocality": "München", "addressRegion": "BY", "addressCountry": "DE"}


@pytest.mark.parametrize(
    ("place", "location"),
    [
        ({"@type": "Place", "address": ADDRESS}, "München, DE"),
        ([{"address": ADDRESS}, {"address": ADDRESS | {"addressLocality": "Köln"}}], "München, DE; Köln, DE"),
        ({"address": ADDRESS | {"addressRegion": "Bayern"}}, "München, Bayern, DE"),
        ({"address": {"addressLocality": "Austin", "addressRegion": "TX", "addressCountry": "US"}}, "Austin, TX, US"),
        ({"address": {"addressCountry": {"@type": "Country", "name": "Schweiz"}}}, "Schweiz"),
        ({"address": {"addressLocality": "Berlin", "addressRegion": "Berlin"}}, "Berlin"),
        ({"address": "Wien, Österreich"}, "Wien, Österreich"),
        ({"name": "Graz"}, "Graz"),
        ("Berlin / Hamburg", "Berlin; Hamburg"),
        (None, ""),
    ],
)
def test_places_are_read(place: Any, location: str) -> None:
    found = posting(jobLocation=place)

    assert (found.location, found.remote) == (location, None)


def test_remote_work_tells_from_where() -> None:
    where = [{"@type": "Country", "name": "Germany"}, {"@type": "Country", "name": "Austria"}]

    anywhere = posting(jobLocationType="TELECOMMUTE")
    bound = posting(jobLocationType="TELECOMMUTE", applicantLocationRequirements=where)
    both = posting(jobLocationType=["TELECOMMUTE"], jobLocation={"address": ADDRESS})

    assert [found.location for found in (anywhere, bound, both)] == [
        "Remote",
        "Remote (Germany, Austria)",
        "München, DE",
    ]
    assert {found.remote for found in (anywhere, bound, both)} == {True}


def amounts(low: Any, high: Any, currency: str, period: str) -> Salary:
    return Salary(*(None if each is None else Decimal(each) for each in (low, high)), currency, period)  # type: ignore[arg-type]


QUANTITY = {"@type": "QuantitativeValue", "minValue": 45_000, "maxValue": "55.000", "unitText": "YEAR"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"baseSalary": {"currency": "EUR", "value": QUANTITY}}, amounts(45_000, 55_000, "EUR", "year")),
        ({"baseSalary": {"currency": "EUR", "value": [QUANTITY]}}, amounts(45_000, 55_000, "EUR", "year")),
        ({"baseSalary": {"currency": "€", "value": {"value": 18.5, "unitText": "HOUR"}}},
         amounts("18.5", "18.5", "EUR", "hour")),
        ({"baseSalary": {"currency": "EUR", "minValue": "3.200,00", "unitText": "Monat"}},
         amounts(3_200, None, "EUR", "month")),
        ({"baseSalary": {"currency": "EUR", "value": {"minValue": 0, "maxValue": 60_000}}},
         amounts(None, 60_000, "EUR", "year")),
        ({"baseSalary": 52_000, "salaryCurrency": "CHF"}, amounts(52_000, 52_000, "CHF", "year")),
        ({"baseSalary": "52000.000", "salaryCurrency": "CHF"}, amounts(52_000, 52_000, "CHF", "year")),
        ({"baseSalary": {"currency": "USD", "value": "52000.000"}}, amounts(52_000, 52_000, "USD", "year")),
        ({"baseSalary": "45.000 – 55.000 € brutto/Jahr"}, amounts(45_000, 55_000, "EUR", "year")),
        ({"baseSalary": {"currency": "EUR", "value": {"value": "3.000 - 3.500", "unitText": "MONTH"}}},
         amounts(3_000, 3_500, "EUR", "month")),
        ({"baseSalary": {"currency": "EUR", "value": {"minValue": 9, "maxValue": 5, "unitText": "HOUR"}}}, None),
        ({"baseSalary": {"currency": "XXX", "value": QUANTITY}}, None),
        ({"baseSalary": {"currency": "EUR", "value": {"value": float("nan")}}}, None),
        ({"baseSalary": {"value": QUANTITY}}, None),
        ({"baseSalary": {}}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_base_salary_is_read(given: dict[str, Any], expected: Salary | None) -> None:
    assert salary_in(given) == expected


nested = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["@type", "@id", "name", "value", "address", "minValue", "currency", "unitText", "item"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(
    ["url", "hiringOrganization", "jobLocation", "jobLocationType", "baseSalary", "datePosted", "identifier",
     "description", "validThrough", "applicantLocationRequirements"]), nested, max_size=6))  # fmt: skip
def test_any_posting_is_read_or_left_out(given: dict[str, Any]) -> None:
    for found in postings(JOB | given):
        assert found is None or (found.title and found.url.startswith("https://"))
