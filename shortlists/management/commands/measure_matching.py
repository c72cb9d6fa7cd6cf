"""Measure scores against labels that people gave."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shortlists.matching import quality
from shortlists.matching.quality import Pair, Quality

EXAMPLES = """
examples:
  manage.py measure_matching pairs.jsonl

Each line is an object with `job`, `candidate` and `label` (0 to 3, or 0 and 1). A job is its text or an object with
title, description, tags, location, country, remote, company; a candidate is the CV's text or an object with skills,
headline, location, text, held (titles). "@name" stands for the side of an earlier line that has a `name`:
  {"name": "ada", "candidate": {"headline": "Data engineer", "text": "…"}}
  {"job": {"title": "Data engineer"}, "candidate": "@ada", "label": 3}
"""
JOB = {"title", "description", "tags", "location", "country", "remote", "company"}
CANDIDATE = {"skills", "headline", "location", "text", "held"}


class Command(BaseCommand):
    help = "Measure how well scores agree with labelled pairs, beside TF-IDF."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            pairs = list(_pairs(file.read_text("utf-8")))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        if not pairs:
            raise CommandError(f"{file} holds no labelled pairs.")
        self.stdout.write(f"{len(pairs):,} pairs")
        self.stdout.write(f"{'':10}{'ROC AUC':>9}{'Spearman':>10}{'NDCG@10 by job':>16}{'by candidate':>14}")
        self._say("HireTrack", quality.measure(pairs, quality.scored(pairs)))
        self._say("TF-IDF", quality.measure(pairs, quality.by_words(pairs)))

    def _say(self, name: str, found: Quality) -> None:
        ndcg = f"{found.ndcg_by_job:>16.3f}{found.ndcg_by_applicant:>14.3f}"
        self.stdout.write(f"{name:10}{found.auc:>9.3f}{found.spearman:>10.3f}{ndcg}")


def _pairs(text: str) -> Iterator[Pair]:
    named: dict[str, Any] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "name" in row:
                named[f"@{row['name']}"] = row.get("candidate", row.get("job"))
            if "label" in row:
                yield _pair(row, named)
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"Line {number}: {error!s}") from error


def _pair(row: dict[str, Any], named: dict[str, Any]) -> Pair:
    job = _side(row["job"], named, known=JOB, of_text="title")
    candidate = _side(row["candidate"], named, known=CANDIDATE, of_text="text")
    keys = (json.dumps(side, sort_keys=True) for side in (job, candidate))
    return Pair(job, candidate, float(row["label"]), *keys)


def _side(given: Any, named: dict[str, Any], *, known: set[str], of_text: str) -> dict[str, Any]:
    given = named.get(given, given) if isinstance(given, str) else given
    if isinstance(given, str):
        first, _, rest = given.partition("\n")
        return {of_text: given} if of_text == "text" else {"title": first, "description": rest}
    if unknown := given.keys() - known:
        raise ValueError(f"unknown fields {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}")
    return dict(given)
