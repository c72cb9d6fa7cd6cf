"""English and German are complete: whatever a person may read is in the catalogue, with its translation."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from tests.translations import CATALOGUE, messages, stored, untranslated

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")


def key(message: Message) -> Any:
    return (message.id[0] if message.pluralizable else message.id, message.context)


def test_every_message_is_in_the_german_catalogue() -> None:
    known = {key(one) for one in stored()}

    assert {key(one) for one in messages()} <= known, "run `make messages`, and translate what is new"


def test_every_message_has_its_german() -> None:
    assert [one.id for one in untranslated(stored())] == []


def test_translations_keep_their_placeholders() -> None:
    def last(forms: Any) -> Any:
        return forms[-1]

    def names(text: object) -> set[str]:
        return set(PLACEHOLDER.findall(str(text)))

    pairs: list[Any] = [
        (last(one.id), last(one.string)) if one.pluralizable else (one.id, one.string) for one in stored() if one.id
    ]

    assert [english for english, german in pairs if names(english) != names(german)] == []


def test_the_binary_catalogue_is_up_to_date() -> None:
    binary = read_mo(BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))

    def spoken(catalogue: Catalog) -> dict[Any, list[str]]:
        # The binary reader leaves contexts as bytes, and plural forms as a list.
        texts: Any = [(one.id, one.context, one.string) for one in catalogue if one.id]
        return {
            ((*ids,), context.decode() if isinstance(context, bytes) else context): [*forms]
            for ids, context, forms in texts
        }

    assert spoken(binary) == spoken(stored()), "run `make messages`"
