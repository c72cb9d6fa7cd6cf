"""What candidates type as people do: dates and languages."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from hiretrack.portal.accounts.fields import PartialDateField
from hiretrack.portal.accounts.languages import LanguagesField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2019", "2019"),
        ("06/2019", "2019-06"),
        ("6.2019", "2019-06"),
        ("2019-06", "2019-06"),
        ("30.06.2019", "2019-06-30"),
        ("2019-06-30", "2019-06-30"),
        ("", ""),
    ],
)
def test_date_is_kept_as_json_resume_has_it(typed: str, kept: str) -> None:
    assert PartialDateField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["13/2019", "June", "31.02.2019", "6/19"])
def test_date_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="2019 or 06/2019"):
        PartialDateField().clean(typed)


@pytest.mark.parametrize(("kept", "shown"), [("2019-06", "06/2019"), ("2019", "2019"), ("2019-06-30", "2019-06-30")])
def test_date_is_shown_as_it_is_typed(kept: str, shown: str) -> None:
    assert PartialDateField().prepare_value(kept) == shown


@pytest.mark.parametrize("typed", ["German, english", "Deutsch,EN", "de, Englisch"])
def test_languages_are_known_by_name_and_by_tag(typed: str) -> None:
    with override("de"):
        assert LanguagesField().clean(typed) == ["de", "en"]


def test_languages_are_shown_by_name() -> None:
    tags = ["de", "pt-BR", "tlh"]

    assert LanguagesField().prepare_value(tags) == "German, Brazilian Portuguese, tlh"
    with override("de"):
        assert LanguagesField().prepare_value(tags) == "Deutsch, Brasilianisches Portugiesisch, tlh"


def test_language_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="“Klingon” is not a language"):
        LanguagesField().clean("German, Klingon")
