import pytest

from hiretrack.observability.masking import MASK, mask, mask_text, masked_item
from tests.limited import computes


@pytest.mark.parametrize(
    "text",
    ["ada.lovelace+jobs@example.co.uk", "+49 151 1234567", "(030) 123 45 67", "0151-1234567", "01.23.45.67.89"],
)
def test_address_or_number_in_a_text_is_masked(text: str) -> None:
    assert mask_text(f"write to {text} today") == f"write to {MASK} today"


@pytest.mark.parametrize(
    "text",
    [f"{'a' * 70}@example.org", "a@b.example+c@d.example", "a@b-c@d.example"],
    ids=["long", "joined", "chained"],
)
def test_address_that_is_no_address_is_masked_whole(text: str) -> None:
    assert mask_text(f"to {text} today") == f"to {MASK} today"


@pytest.mark.parametrize("repeated", ["a", "a.", "a@", "@", "a@b.", "a@b+", "0 ", "+1", "bearer ", "DETAIL: "])
def test_masking_takes_no_longer_than_the_text(repeated: str) -> None:
    text = f"({repeated!r} * (LONG // {len(repeated)}) + '@ 0 bearer')"

    assert computes("from hiretrack.observability.masking import mask_text", f"mask_text({text})")


@pytest.mark.parametrize(
    "text",
    [
        "0193a8f1-1234-7234-9234-123456789012",
        "2026-11-21T02:05:02.686246+00:00",
        "took 0.123456789 s",
        "route jobs.api.views.JobView answered 200",
        "127.0.0.1:58000",
    ],
)
def test_id_time_or_measure_is_left_alone(text: str) -> None:
    assert mask_text(text) == text


def test_row_that_postgresql_quotes_is_masked() -> None:
    error = 'duplicate key violates "applicant_email"\nDETAIL:  Key (name)=(Ada Lovelace) already exists.'

    assert "Lovelace" not in mask_text(error)


def test_credentials_in_a_text_are_masked() -> None:
    assert "eyJ" not in mask_text("sent Authorization: Bearer eyJhbGciOi.J9.x")


@pytest.mark.parametrize("key", ["email", "Authorization", "user-name", "refresh_token", "new_password", "phone"])
def test_value_under_a_personal_key_is_masked(key: str) -> None:
    assert masked_item(key, "Ada Lovelace") == MASK


def test_nested_values_are_masked_and_numbers_kept() -> None:
    given = {"people": [{"name": "Ada", "age": 36}], "count": 1}

    assert mask(given) == {"people": [{"name": MASK, "age": 36}], "count": 1}


def test_endless_nesting_ends_in_a_mask() -> None:
    deep: list[object] = []
    deep.append(deep)

    assert MASK in str(mask(deep))
