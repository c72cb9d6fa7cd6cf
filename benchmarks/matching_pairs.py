"""Labelled pairs of real listings and résumés, for `manage.py measure_matching`.

    .venv/bin/python benchmarks/matching_pairs.py ../shared/data > pairs.jsonl
    .venv/bin/python manage.py measure_matching pairs.jsonl

Listings and résumés are other people's and are not part of this repository; the labels are (data/README.md says how
they came about). `--column fit` takes the labels that leave the place out.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import pypdfium2

LABELS = Path(__file__).parent / "data" / "matching_labels.csv"


def candidate_of(path: Path) -> dict[str, Any]:
    if path.suffix == ".pdf":
        return {"text": text_of(path)}
    resume = json.loads(path.read_text("utf-8"))
    basics, place = resume["basics"], resume["basics"]["location"]
    return {
        "headline": basics["label"],
        "location": ", ".join(place[name] for name in ("city", "region", "countryCode") if place.get(name)),
        "skills": [word for group in resume["skills"] for word in group["keywords"]],
        "held": [work["position"] for work in resume["work"]],
        "text": "\n".join([basics["summary"], *written(resume["work"]), *written(resume.get("projects", []))]),
    }


def written(entries: list[dict[str, Any]]) -> list[str]:
    kept = ("description", "summary")
    return [line for one in entries for line in [*(one.get(name, "") for name in kept), *one.get("highlights", [])]]


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(pages).replace("\r\n", "\n")


def job_of(listing: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": listing["title"],
        "description": listing["description"],
        "location": "; ".join(listing["locations"]),
        "company": listing["company"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="holds listings.jsonl and resumes/")
    parser.add_argument("--column", choices=["label", "fit"], default="label")
    options = parser.parse_args()
    lines = (json.loads(line) for line in (options.data / "listings.jsonl").read_text("utf-8").splitlines())
    listings = {row["id"]: row for row in lines}
    with LABELS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["resume"] for row in rows):
        print(json.dumps({"name": name, "candidate": candidate_of(options.data / "resumes" / name)}))
    for row in rows:
        pair = {"job": job_of(listings[row["listing"]]), "candidate": f"@{row['resume']}"}
        print(json.dumps(pair | {"label": int(row[options.column])}))


if __name__ == "__main__":
    main()
