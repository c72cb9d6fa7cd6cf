from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hiretrack import brand

COLOURS = st.from_regex(r"[0-9a-f]{6}", fullmatch=True)


def shades(css: str) -> list[dict[str, brand.Rgb]]:
    """The custom properties of each rule, parsed."""
    return [
        {name: brand._parse(colour) for name, colour in re.findall(r"--([a-z-]+):#([0-9a-f]{6})", rule)}
        for rule in re.findall(r":root:root\{[^}]*\}", css)
    ]


@given(COLOURS)
def test_any_colour_stays_readable_on_both_papers(colour: str) -> None:
    light, dark, _print = shades(brand.stylesheet(colour))

    assert brand.contrast(light["brand"], brand.LIGHT_PAPER) >= 4.5
    assert brand.contrast(dark["brand"], brand.DARK_PAPER) >= 4.5


@given(COLOURS)
def test_text_on_the_colour_is_readable_also_under_the_pointer(colour: str) -> None:
    for shade in shades(brand.stylesheet(colour)):
        assert brand.contrast(shade["on-brand"], shade["brand"]) >= 4.5
        assert brand.contrast(shade["on-brand"], shade["brand-hover"]) >= 4.5


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert "--brand:#0c6a4f" in brand.stylesheet("0c6a4f")


def test_contrast_of_black_and_white_is_21() -> None:
    assert brand.contrast(brand.BLACK, brand.WHITE) == pytest.approx(21)


def test_stylesheet_is_served_as_css_for_ever(client: Client) -> None:
    response = client.get("/brand/e4572e.css")

    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("colour", ["red", "e4572", "E4572E", "e4572e}body{"])
def test_stylesheet_takes_nothing_but_six_digits(client: Client, colour: str) -> None:
    assert client.get(f"/brand/{colour}.css").status_code == 404
