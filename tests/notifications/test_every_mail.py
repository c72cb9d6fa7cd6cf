"""What holds for each mail that we send, in each language. A new kind without an example fails here."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template import engines

from employers.models import Employer
from hiretrack.brand import _parse, contrast
from hiretrack.notifications.catalogue import APPLICATION_RECEIVED, JOB_ALERT, NOTICES
from hiretrack.notifications.centre import NOTICE_MAIL
from hiretrack.notifications.choices import APPLICATION_KINDS, MAIL_TEMPLATE_TEST, MAILING
from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.mail_templates.samples import sample, samples
from hiretrack.notifications.wording import Content

NAMES = [one.name for one in samples()]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ENDABLE = {APPLICATION_RECEIVED, JOB_ALERT, MAILING, "daily_digest", "weekly_digest"}
LOGO = "https://acme.example/logo.png"
RED = Employer(name="Acme <Ltd>", logo_url=LOGO, brand_colour="#ff0000")
each = pytest.mark.parametrize("name", NAMES)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


class Page(HTMLParser):
    """The elements of a mail's HTML part, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(name: str, **given: Any) -> Page:
    return Page(sample(name, **given).html)


def test_every_kind_of_mail_has_an_example() -> None:
    known = {*KINDS, *APPLICATION_KINDS, MAIL_TEMPLATE_TEST}

    assert {one.kind for one in samples()} == known
    assert {name.removeprefix(f"{NOTICE_MAIL}_") for name in NAMES if name.startswith(NOTICE_MAIL)} == {
        kind for kind, notice in NOTICES.items() if not notice.own_mail
    }
    assert len(set(NAMES)) == len(NAMES)


@each
@in_each_language
def test_nothing_is_left_to_fill_in(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "(MISSING %s)")

    made = sample(name, language=language)

    for text in (made.subject, made.text, made.html):
        assert not re.search(r"MISSING|%\(|\{\{|\}\}|\{%|None|xq\dqx", text)
    assert made.subject
    assert made.text.strip()


@each
@in_each_language
def test_mail_says_in_which_language_it_is(name: str, language: str) -> None:
    shown = page(name, language=language)

    (root,) = shown.all("html")
    # Web mail takes the root away: the table within says it again.
    assert [(one["lang"], one["dir"]) for one in (root, shown.all("table")[0])] == [(language, "ltr")] * 2


@each
def test_styles_are_at_the_elements_and_dark_ones_are_kept(name: str) -> None:
    made = sample(name)

    (kept,) = re.findall(r"<style>(.*?)</style>", made.html, re.DOTALL)
    assert set(re.findall(r"@media [^{]+", kept)) == {
        "@media (max-width: 480px) ",
        "@media (prefers-color-scheme: dark) ",
    }
    assert all("style" in one for tag in ("p", "a", "td", "table") for one in Page(made.html).all(tag))
    assert {"name": "color-scheme", "content": "light dark"} in Page(made.html).all("meta")


@each
def test_nothing_is_loaded_but_the_employers_logo(name: str) -> None:
    shown = page(name, employer=RED)

    assert {one["src"] for one in shown.all("img")} <= {LOGO}
    assert not [tag for tag, _given in shown.elements if tag in {"link", "script", "iframe", "video", "form", "base"}]
    assert not [given for _tag, given in shown.elements if "url(" in given.get("style", "") or "background" in given]


@each
def test_pictures_have_words_and_sizes(name: str) -> None:
    for picture in page(name, employer=RED).all("img"):
        assert picture["alt"] == "Acme <Ltd>"
        assert picture["height"] == "48"


@each
def test_tables_are_for_layout_alone(name: str) -> None:
    shown = page(name)

    assert {one.get("role") for one in shown.all("table")} == {"presentation"}
    widths = [int(width) for one in shown.all("table") if (width := one.get("width", "")).isdigit()]
    assert not widths, "a fixed width would not fit a phone"


@each
@in_each_language
def test_text_part_holds_every_link(name: str, language: str) -> None:
    made = sample(name, language=language)

    addresses = {one["href"] for one in Page(made.html).all("a")}
    assert addresses
    assert [address for address in addresses if address not in made.text.split()] == []


@each
def test_links_lead_to_ourselves(name: str) -> None:
    hosts = {urlsplit(one["href"]).netloc for one in page(name).all("a")}

    assert hosts <= {urlsplit(settings.PUBLIC_URL).netloc, "meet.example"}


@each
def test_only_what_can_be_switched_off_offers_it(name: str) -> None:
    made = sample(name)

    is_due = name in ENDABLE or name.startswith(f"{NOTICE_MAIL}_")
    assert set(made.headers) == ({"List-Unsubscribe", "List-Unsubscribe-Post"} if is_due else set())
    if is_due:
        assert made.headers["List-Unsubscribe"].strip("<>") in made.text
        assert made.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@each
def test_mailbox_shows_what_it_is_about_before_it_is_opened(name: str) -> None:
    made = sample(name)

    (said,) = re.findall(r'<div class="ahead"[^>]*>([^<]*)', made.html)
    first = said.split("\u034f")[0].strip()
    assert len(first) > 10
    assert not first.startswith(("Hello", "http"))


@each
def test_colours_can_be_read_in_light_and_dark_programs(name: str) -> None:
    made = sample(name, employer=Employer(name="Acme", brand_colour="#ffee00"))

    for look in (_light(made), _dark(made)):
        for text, ground in look:
            assert contrast(_parse(text), _parse(ground)) >= 4.5, (text, ground)


def _light(made: Content) -> list[tuple[str, str]]:
    elements = Page(made.html).elements
    styles = [(tag, given.get("class", ""), given["style"]) for tag, given in elements if "style" in given]
    pushed = [colour(style, "background-color") for _tag, name, style in styles if name == "push-ground"]
    on = {"button": pushed[0] if pushed else "", "foot": "f4f5f7", "foot-link": "f4f5f7", "note": "fff6dd"}
    texts = [(colour(style, "color"), on.get(name, "ffffff")) for tag, name, style in styles if tag in {"p", "a"}]
    return [(text, ground) for text, ground in texts if text]


def _dark(made: Content) -> list[tuple[str, str]]:
    dark = made.html.split("(prefers-color-scheme: dark)")[1]
    rules = dict(re.findall(r"(?m)^\s*(\.?[\w-][^{}@]*?) \{ (.*?) \}", dark))
    sheet = colour(rules[".sheet"], "background-color")
    ground = colour(rules["body, .ground"], "background-color")
    quiet = colour(rules[".address, .address-link, .foot, .foot-link, .job-line"], "color")
    button = colour(rules[".button"], "color"), colour(rules[".push-ground"], "background-color")
    note = colour(rules[".note"], "color"), colour(rules[".note"], "background-color")
    plain = colour(rules["p, li, h1, h2, h3, .head"], "color")
    return [(plain, sheet), (colour(rules["a, .job"], "color"), sheet), (quiet, sheet), (quiet, ground), button, note]


def colour(style: str, name: str) -> str:
    found = re.search(rf"(?:^|[;\s]){name}: #([0-9a-f]{{6}})", style)
    return found[1] if found else ""
