from __future__ import annotations

import re

import pytest

from hiretrack.notifications.channels import Mail
from hiretrack.notifications.wording import compose, one_line, person

LINK = "https://jobs.example/status/abc/"


def composed(**values: object) -> tuple[str, str, str]:
    given = {"greeting": "Ada", "job": "Engineer", "employer": "Acme", "link": LINK, "button": "Look"} | values
    content = compose(template="mail/application_received.txt", subject="Thanks", values=given)
    return content.subject, content.text, content.html


def test_name_that_is_an_address_makes_no_button() -> None:
    _, text, html = composed(sender="https://evil.example/login", employer="https://evil.example/login")

    assert "https://evil.example/login" in text
    assert html.count("href=") == html.count(f'href="{LINK}"') == 2


def test_text_and_html_say_the_same_and_the_link_is_a_button() -> None:
    subject, text, html = composed()

    assert subject == "Thanks"
    assert "Hello Ada," in text
    assert f"\n{LINK}\n" in text
    assert f'href="{LINK}"' in html
    assert ">Look</a>" in html


def test_styles_are_inline_for_mail_programs() -> None:
    _subject, _text, html = composed()

    assert 'style="' in html
    # What is left is for phones and for dark mail programs alone: it cannot stand at an element.
    (left,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert left.strip().startswith("@media")
    assert re.findall(r"@media [^{]*", left) == ["@media (max-width: 480px) ", "@media (prefers-color-scheme: dark) "]


def test_html_of_a_name_is_escaped() -> None:
    _subject, text, html = composed(job="R&D <Lead>")

    assert "R&D <Lead>" in text
    assert "R&amp;D &lt;Lead&gt;" in html


@pytest.mark.parametrize(
    "name", ["http://evil.example", "visit evil.example now", "Ada <b>", "ada@evil.example", "www.evil"]
)
def test_name_that_smuggles_a_link_is_not_used(name: str) -> None:
    assert person(name) == ""


@pytest.mark.parametrize("name", ["Ada Lovelace", "J.R. Smith", "Dr. Åsa O'Neill-Ünal", "李小龙"])
def test_ordinary_name_is_used(name: str) -> None:
    assert person(name) == name


def test_name_cannot_start_a_paragraph_of_its_own() -> None:
    assert person("Ada\n\nYou have won") == "Ada You have won"


def test_subject_cannot_start_another_header() -> None:
    subject = one_line("Engineer\r\nBcc: everybody@example.com")
    mail = Mail("1", "HireTrack <no-reply@example.com>", "ada@example.com", subject, "text", "<p>text</p>")

    assert mail.message().message()["Bcc"] is None
    assert "\n" not in subject


def test_long_line_is_shortened() -> None:
    assert len(one_line("x" * 1000)) == 150
