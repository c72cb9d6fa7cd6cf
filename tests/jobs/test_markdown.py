from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.markdown import render, summary


def test_markdown_becomes_html() -> None:
    html = render("# About\n\n- **Python**\n- [us](https://acme.example)")

    assert "<h2>About</h2>" in html
    assert "<li><strong>Python</strong></li>" in html
    assert '<a href="https://acme.example" rel="nofollow noopener noreferrer">us</a>' in html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://tracker.example/pixel.png)",
        "<a href='https://x' style='position:fixed'>x</a>",
        "[x](https://x 'a\" onmouseover=\"alert(1)')",
        "<svg/onload=alert(1)>",
    ],
)
def test_markdown_smuggles_nothing_in(attack: str) -> None:
    html = render(attack).replace("&lt;", "").replace("&gt;", "")

    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
    assert 'href="data:' not in html
    assert ' onmouseover="' not in html
    assert "<a href='" not in html


@given(st.text(max_size=300))
def test_markdown_of_any_text_renders(text: str) -> None:
    assert "<script" not in render(text)
    assert "\n" not in summary(text)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n## B\n### C\n## D", "2343"),
        ("## A\n## B", "22"),
        ("### A\n# B\n#### C", "223"),
        ("# A\n###### B", "23"),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6", "234566"),
    ],
)
def test_headings_skip_no_level(text: str, levels: str) -> None:
    html = render(text)

    assert "".join(re.findall(r"<h(\d)>", html)) == "".join(re.findall(r"</h(\d)>", html)) == levels


def test_summary_is_plain_and_cut_at_a_word() -> None:
    text = "## We build\n\n- **fast** [things](https://x.example)\n1. and more " + "words " * 80

    short = summary(text, length=60)

    assert short.startswith("We build fast things and more words")
    assert short.endswith("words…")
    assert len(short) <= 61
