"""How many applicants a second are scored against one job, on one core; and how long a text takes.

    .venv/bin/python benchmarks/matching.py ../shared/data --write

Applicants are made of real listings (their titles as titles held, their places) and of skills drawn from the taxonomy;
jobs are listings. Facts of applicants are stored, as they are read once and not for every job; what is measured is a
job's own reading, the scoring of all, and the choice of the best 50. Goal (quality.md): 20,000 a second.
"""

from __future__ import annotations

import argparse
import datetime as dt
import heapq
import json
import os
import platform
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.test")

import django  # noqa: E402

django.setup()

from shortlists.matching import ApplicantFacts, Scorer, of_applicant, of_job, places, titles  # noqa: E402
from shortlists.matching.taxonomy import taxonomy  # noqa: E402

RESULTS = Path(__file__).parent / "RESULTS.md"
TITLE = "## Matching: one job against 100,000 applicants"
PEOPLE, ROUNDS, JOBS, BEST = 100_000, 5, 3, 50
SKILLS, HELD = (8, 40), (1, 5)


def listings(data: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (data / "listings.jsonl").read_text("utf-8").splitlines()]


def people(rows: list[dict[str, Any]], rng: random.Random) -> list[ApplicantFacts]:
    """Every fifth title is nobody else's."""
    known = sorted({name for row in rows for name in taxonomy().skills_in(row["description"])})
    made = []
    for number in range(PEOPLE):
        held = [row["title"] for row in rng.choices(rows, k=rng.randint(*HELD))]
        held[0] += f" {number}" if number % 5 == 0 else ""
        there = tuple(rng.choice(rows)["locations"][:1])
        made.append(ApplicantFacts(tuple(rng.sample(known, rng.randint(*SKILLS))), tuple(held), there))
    return made


def a_round(rows: list[dict[str, Any]], everybody: list[ApplicantFacts], *, cold: bool) -> float:
    """Applicants a second, over a few jobs; `cold` forgets all titles and places that were ever read."""
    begun = time.process_time()
    for row in rows:
        if cold:
            for cached in (titles.parse, titles.likeness, places.parse):
                cached.cache_clear()
        where = {"location": "; ".join(row["locations"]), "company": row["company"]}
        scorer = Scorer(of_job(title=row["title"], description=row["description"], **where))
        heapq.nlargest(BEST, ((scorer.score(one), number) for number, one in enumerate(everybody)))
    return len(rows) * len(everybody) / (time.process_time() - begun)


def spread(values: list[float], unit: str, digits: int = 0) -> str:
    low, middle, high = (f"{number:,.{digits}f}" for number in (min(values), statistics.median(values), max(values)))
    return f"{middle} {unit} ({low} to {high})"


def texts(rows: list[dict[str, Any]]) -> tuple[list[float], list[float]]:
    """Milliseconds for the skills of a text of about 4,000 characters, and for all facts of a CV of that length."""
    joined = ["\n".join(row["description"] for row in rows[at : at + 8]) for at in range(0, 400, 8)]
    skills, facts = [], []
    for text in joined * 3:
        begun = time.process_time()
        taxonomy().skills_in(text)
        middle = time.process_time()
        of_applicant(text=text)
        skills.append((middle - begun) * 1000)
        facts.append((time.process_time() - middle) * 1000)
    return skills, facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="holds listings.jsonl")
    parser.add_argument("--write", action="store_true", help="into RESULTS.md")
    options = parser.parse_args()
    rng, rows = random.Random(20_261_121), listings(options.data)
    everybody = people(rows, rng)
    taken = [rng.sample(rows, JOBS) for _ in range(ROUNDS)]
    found = [(a_round(one, everybody, cold=True), a_round(one, everybody, cold=False)) for one in taken]
    skills, facts = texts(rows)
    lines = [
        f"| Scored, nothing read before | {spread([cold for cold, _ in found], 'a second')} |",
        f"| Scored, titles and places known | {spread([warm for _, warm in found], 'a second')} |",
        f"| Skills of a text of 4,000 characters | {spread(skills, 'ms', 2)} |",
        f"| All facts of a CV of 4,000 characters | {spread(facts, 'ms', 2)} |",
    ]
    report("\n".join(lines), write=options.write)


def report(lines: str, *, write: bool) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, one process"
    today = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    text = (
        f"{TITLE}\n\n`.venv/bin/python benchmarks/matching.py ../shared/data --write`, {today};"
        f" {machine}; CPU time, median (minimum to maximum) of {ROUNDS} rounds of {JOBS} jobs and {PEOPLE:,}"
        f" applicants. Goal: 20,000 a second.\n\n| | |\n|---|---|\n{lines}\n"
    )
    print(text)
    if write:
        before = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
        kept, _, rest = before.partition(TITLE)
        later = rest[rest.find("\n## ") :] if "\n## " in rest else ""
        RESULTS.write_text(f"{kept.rstrip()}\n\n{text}{later}", "utf-8")


if __name__ == "__main__":
    main()
