"""What a hidden person is called, and what is left of texts about them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import BooleanField, Value

from applicants import fairness
from applicants.fairness import BLOT, Named, blotted
from applicants.models import Applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job

ZOE = Named(
    "Zoë van der Müller-Stahl", "zoe.m77@mail.example", "+43664123450",
    [{"label": "Code", "url": "https://github.com/zmstahl77"}],
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Zoë", "ZOE", "zoe", "Müller", "Muller", "STAHL", "zmstahl77", "zoemuller", "zoe.m77@mail.example",
        "other@mail.example", "+43 664 12 34 50", "0664/123450", "(0664) 123 450", "+1 555 123 4567", "555-123-4567",
        "https://zoe.example/cv", "www.example.com/me", "linkedin.com/in/somebody", "@zmstahl",
    ],
)  # fmt: skip
def test_what_says_who_it_is_is_blotted_out(text: str) -> None:
    assert blotted(f"a {text} b", ZOE) == f"a {BLOT} b"


@pytest.mark.parametrize(
    "text",
    [
        "Python 3.11 and ISO 27001", "2010 - 2014", "01.02.2015 – 03.04.2018", "06/2019-07/2021", "2019-06-30",
        "1.000.000 EUR", "10,000,000 users", "van", "der", "in 5 of 6 years", "Steel and mills", "1 2 3 4 5",
    ],
)  # fmt: skip
def test_everything_else_stays(text: str) -> None:
    assert blotted(f"a {text} b", ZOE) == f"a {text} b"


def test_file_names_and_compounds_lose_the_name() -> None:
    assert blotted("Zoe_Mueller-Stahl_CV.pdf", ZOE) == f"{BLOT}_Mueller-{BLOT}_CV.pdf"


@pytest.mark.parametrize("value", [True, None, 3, 2.5])
def test_answers_without_words_stay(value: Any) -> None:
    assert fairness.blotted_answer(value, ZOE) is value
    assert fairness.blotted_answer(["Zoë", "Rust"], ZOE) == [BLOT, "Rust"]


def test_hidden_person_is_an_alias(scope: Employer) -> None:
    person = ApplicantFactory(name="Ada Lovelace", headline="Ada, engineer", location="London")
    person.identity_hidden = True

    assert str(person) == person.shown.name == f"Candidate {person.pk.hex[-6:].upper()}"
    assert (person.shown.email, person.shown.links, person.shown.location) == ("", [], "London")
    assert person.shown.headline == f"{BLOT}, engineer"


def test_values_are_masked_like_instances(scope: Employer) -> None:
    row = ApplicantFactory(name="Ada (Bea) Lovelace", headline="Bea, engineer")
    names = ("name", "email", "headline", "links")
    columns = {f"my_{name}": fairness.shown(name, hidden="is_hidden") for name in names}

    for hidden in (True, False):
        known = Applicant.objects.annotate(is_hidden=Value(hidden, BooleanField())).values(**columns).get()
        shown = fairness.person(row, hidden=hidden)
        assert known == {f"my_{name}": getattr(shown, name) for name in names}


def test_staff_export_somebody_who_is_hidden(employer: Employer, capsys: pytest.CaptureFixture[str]) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory(job=published_job(fair_review=True), applicant__email="ada@example.com")

    call_command("export_applicant", employer="acme", applicant="ada@example.com")

    assert json.loads(capsys.readouterr().out)["applicant"]["id"] == str(row.applicant_id)


def test_export_says_whom_it_does_not_find(employer: Employer) -> None:
    with pytest.raises(CommandError, match="no applicant"):
        call_command("export_applicant", employer="acme", applicant="ada@example.com")
    with pytest.raises(CommandError, match="no employer"):
        call_command("export_applicant", employer="acne", applicant="ada@example.com")
