from __future__ import annotations

from django.http import QueryDict

from hiretrack.portal.filters import Choices, JobFilters

CHOICES = Choices(departments=[("Sales", "Sales (4)")], employers=[("acme", "Acme")])


def read(query: str) -> JobFilters:
    return JobFilters.read(QueryDict(query))


def test_filters_are_read_from_the_address() -> None:
    filters = read("q=data+engineer&location=Berlin&employment_type=full_time&remote=true")

    assert filters == JobFilters(q="data engineer", location="Berlin", employment_type="full_time", remote=True)


def test_unknown_values_are_ignored() -> None:
    assert not read("employment_type=slavery&remote=perhaps&nonsense=1").active


def test_nul_characters_never_reach_the_database() -> None:
    assert read("q=a%00b").q == "ab"


def test_overlong_texts_are_cut() -> None:
    assert len(read("q=" + "x" * 5000).q) == 200


def test_an_address_holds_only_what_is_set() -> None:
    assert JobFilters(q="a b", remote=True).url("/") == "/?q=a+b&remote=true"
    assert JobFilters().url("/") == "/"


def test_a_chip_leads_to_the_list_without_its_filter() -> None:
    chips = JobFilters(q="python", employer="acme").chips("/", CHOICES)

    assert [(chip.label, chip.url) for chip in chips] == [("“python”", "/?employer=acme"), ("Acme", "/?q=python")]


def test_a_chosen_value_stays_among_the_options() -> None:
    (department, *_others) = JobFilters(department="Legal").selects(CHOICES, with_employers=True)

    assert department.options == [("Legal", "Legal"), ("Sales", "Sales (4)")]


def test_an_employers_own_page_has_no_employer_field() -> None:
    names = [select.name for select in JobFilters().selects(CHOICES, with_employers=False)]

    assert names == ["department", "employment_type"]


def test_a_usual_order_is_no_part_of_the_address() -> None:
    assert read("sort=newest").url("/") == read("sort=relevance").url("/") == read("sort=nonsense").url("/") == "/"
    assert read("q=cook&sort=relevance").url("/") == "/?q=cook"
    assert read("q=cook&sort=newest").url("/") == "/?q=cook&sort=newest"


def test_an_order_alone_narrows_nothing() -> None:
    assert not read("sort=oldest").active
    assert read("sort=oldest").chips("/", CHOICES) == []


def test_orders_are_links_to_the_same_list() -> None:
    orders = read("q=cook&remote=true&sort=oldest").orders("/e/acme/")

    assert [(order.label, order.is_current) for order in orders] == [
        ("Best match", False), ("Newest", False), ("Oldest", True),
    ]  # fmt: skip
    assert orders[0].url == "/e/acme/?q=cook&remote=true"
