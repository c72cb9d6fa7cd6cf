"""A candidate's CV as a PDF and as the text that search reads."""

from __future__ import annotations

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from hiretrack.portal.demo.casting import LANGUAGES, Candidate, Post

TEXT_WIDTH_MM = 174
BULLET = "•"


def as_text(candidate: Candidate) -> str:
    """What text extraction would find in the PDF."""
    posts = "\n".join(
        f"{post.title}, {post.employer}, {post.years}\n" + "\n".join(post.did) for post in candidate.posts
    )
    contact = f"{candidate.email} {candidate.phone} {candidate.location}"
    skills, languages = ", ".join(candidate.skills), ", ".join(LANGUAGES[tag] for tag in candidate.languages)
    parts = (candidate.name, candidate.headline, contact, posts, candidate.education, skills, languages)
    return "\n".join(parts)


def as_pdf(candidate: Candidate, colour: str) -> bytes:
    """One page of A4; `colour` (#rrggbb) is for the rules and titles."""
    page = _Page(colour)
    page.head(candidate)
    page.section("Experience")
    for post in candidate.posts:
        page.post(post)
    page.section("Education")
    page.write_line(candidate.education)
    page.section("Skills")
    page.write_line(", ".join(candidate.skills))
    page.section("Languages")
    page.write_line(", ".join(LANGUAGES[tag] for tag in candidate.languages))
    return bytes(page.output())


class _Page(FPDF):
    def __init__(self, colour: str) -> None:
        super().__init__()
        # Its built-in fonts know Western letters, dashes and bullets: enough for the demo's people.
        self.core_fonts_encoding = "windows-1252"
        self.accent = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        self.set_margins(18, 16, 18)
        self.set_auto_page_break(auto=True, margin=14)
        self.add_page()

    def head(self, candidate: Candidate) -> None:
        self.set_title(f"CV {candidate.name}")
        self.set_author(candidate.name)
        self.set_font("Helvetica", "B", 22)
        self.write_line(candidate.name, height=10)
        self.set_font("Helvetica", "", 13)
        self.write_line(candidate.headline, height=7)
        self.set_font("Helvetica", "", 9)
        self.write_line(f"{candidate.email}   {candidate.phone}   {candidate.location}")

    def section(self, title: str) -> None:
        self.ln(4)
        self.set_font("Helvetica", "B", 12)
        self.set_text_color(*self.accent)
        self.write_line(title, height=7)
        self.set_draw_color(*self.accent)
        self.line(self.l_margin, self.get_y(), self.l_margin + TEXT_WIDTH_MM, self.get_y())
        self.ln(2)
        self.set_text_color(30, 30, 30)
        self.set_font("Helvetica", "", 10)

    def post(self, post: Post) -> None:
        self.set_font("Helvetica", "B", 10)
        self.write_line(f"{post.title}, {post.employer}, {post.years}")
        self.set_font("Helvetica", "", 10)
        for did in post.did:
            self.write_line(f"{BULLET} {did}")
        self.ln(2)

    def write_line(self, text: str, *, height: float = 5.5) -> None:
        self.multi_cell(TEXT_WIDTH_MM, height, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
