from __future__ import annotations

import base64
import hashlib
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from employers.models import Employer
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


@given(st.text(max_size=12))
@example("e4572e}body{")
@example("</style>")
def test_nothing_but_colours_gets_into_a_page(text: str) -> None:
    if not re.fullmatch("[0-9a-fA-F]{6}", text):
        with pytest.raises(ValueError, match="six hexadecimal digits"):
            brand.stylesheet(text)


def allowed(response: HttpResponse) -> list[str]:
    (sources,) = re.findall(r"style-src ([^;]*)", response["Content-Security-Policy"])
    return str(sources).split()


@pytest.mark.django_db
def test_page_wears_the_colour_under_a_policy_that_allows_this_style_alone(client: Client, employer: Employer) -> None:
    Employer.objects.filter(pk=employer.pk).update(brand_colour="#E4572E")

    fresh, kept = client.get("/e/acme/"), client.get("/e/acme/")
    unchanged = client.get("/e/acme/", headers={"if-none-match": kept["ETag"]})

    (style,) = re.findall(r"<style>(.*?)</style>", fresh.content.decode(), re.DOTALL)
    assert style == brand.stylesheet("e4572e")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert unchanged.status_code == 304
    assert [allowed(page) for page in (fresh, kept, unchanged)] == [["'self'", f"'sha256-{digest}'"]] * 3


@pytest.mark.django_db
def test_policy_of_a_kept_page_allows_its_colour_and_its_logo(client: Client, employer: Employer) -> None:
    Employer.objects.filter(pk=employer.pk).update(logo_url="https://cdn.acme.example/logo.png")

    for page in (client.get("/e/acme/"), client.get("/e/acme/")):
        assert allowed(page)[1].startswith("'sha256-")
        assert "https://cdn.acme.example" in page["Content-Security-Policy"]


@pytest.mark.django_db
def test_page_without_a_colour_allows_no_style_of_its_own(client: Client) -> None:
    assert allowed(client.get("/")) == ["'self'"]
