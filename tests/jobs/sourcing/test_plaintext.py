from __future__ import annotations

import html

import pytest

from jobs.sourcing.plaintext import plain

ADVERT = """<div><h2>About us</h2>
<p>We   build <b>vaults</b>.<br>And doors&nbsp;too.</p><p> </p><ul>
<li>Python</li><li><p>Django</p></li></ul><p>Apply <a href="x">now</a>.</p><script>alert(1)</script></div>"""
TEXT = "About us\n\nWe build vaults.\nAnd doors too.\n\n- Python\n- Django\n\nApply now."


@pytest.mark.parametrize("escapes", [0, 1, 2])
def test_paragraphs_and_lists_are_kept(escapes: int) -> None:
    markup = ADVERT
    for _ in range(escapes):
        markup = html.escape(markup)

    assert plain(markup) == TEXT


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("one\n\n two  words ", "one\n\ntwo words"),
        ("C++ &amp; C# < 5 years", "C++ & C# < 5 years"),
        ("a<br><br>b", "a\n\nb"),
        ("<table><tr><td>Pay</td><td>10</td></tr><tr><td>Place</td><td>Kiel</td></tr></table>", "Pay 10\nPlace Kiel"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n\n- b\n- c"),
        ("<style>p {}</style><p>x</p><!-- y --><template>z</template>", "x"),
        ("<p>a\ue000b</p>", "ab"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    "markup", ["<div>" * 400_000 + "x", "&" + "amp;" * 500_000 + "lt;p", "<" * 500_000, "<p>" * 50_000]
)
def test_hostile_markup_is_no_trouble(markup: str) -> None:
    assert len(plain(markup)) <= 200_000
