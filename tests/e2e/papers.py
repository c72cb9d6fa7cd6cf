"""What candidates send: PDFs as a word processor makes them."""

from __future__ import annotations

from pathlib import Path

from hiretrack.portal.demo.casting import Candidate, Post
from hiretrack.portal.demo.cv import as_pdf

NAME = "Grace Hopper"
PHONE = "+49 30 1234567"
POSTS = (
    Post("Data Engineer", "Nordlicht GmbH", "2019 – today", ("Built pipelines in Python and Airflow",)),
    Post("Data Analyst", "Babbage Ltd", "2014 – 2019", ("Wrote reports that were read",)),
)


def cv(folder: Path, *, email: str, filename: str = "grace.pdf") -> Path:
    candidate = Candidate(
        name=NAME,
        email=email,
        phone=PHONE,
        location="Berlin, Germany",
        headline="Data Engineer",
        skills=("Python", "PostgreSQL", "Kafka", "Airflow"),
        languages=("en", "de"),
        posts=POSTS,
        education="M.Sc. Computer Science, University of Berlin, 2013",
    )
    file = folder / filename
    file.write_bytes(as_pdf(candidate, "#1f6f8b"))
    return file
