"""The real listings beside the checkout where there are any, else a few written in their shape."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

REAL = Path(settings.BASE_DIR).parent / "shared" / "data"
COMPANY = "Databricks"


def listings(folder: Path) -> Path:
    real = REAL / "listings.jsonl"
    if real.exists():
        return real
    made = folder / "listings.jsonl"
    made.write_text("\n".join(json.dumps(row) for row in _rows()))
    return made


def _rows() -> list[dict[str, object]]:
    titles = ("Senior Data Engineer", "Data Engineer Intern", "Account Executive", "Data Engineer, Lakehouse")
    return [
        {
            "id": f"row-{number}",
            "title": title,
            "company": COMPANY,
            "locations": ["Austin, TX"],
            "url": f"https://example.com/jobs/{number}",
            "description": f"{title}: pipelines, tables and the people who trust them.",
            "posted_at": "2026-05-04",
        }
        for number, title in enumerate(titles)
    ]


def cv(folder: Path) -> Path:
    """A real, typeset CV where there is one, else a PDF made here."""
    real = REAL / "resumes" / "classic_main.pdf"
    if real.exists():
        return real
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=12)
    document.cell(text="Grace Hopper, data engineer")
    made = folder / "cv.pdf"
    document.output(str(made))
    return made
