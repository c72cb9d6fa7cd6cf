"""Measure how well CVs are read against what people read in them."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hiretrack.uploads.extraction import Unreadable, extract
from hiretrack.uploads.sniffing import sniff
from shortlists.resumes import parse
from shortlists.resumes.quality import Tally

EXAMPLES = """
examples:
  manage.py measure_resumes benchmarks/data/resumes.jsonl ../shared/data/resumes
  manage.py measure_resumes mine.jsonl ~/cvs

Each line is an object with `file` (in FOLDER), `contact` (name, headline, email, phone, location), `experience` and
`education` (lists of [title, organisation, start, end]), `skills` and `languages` (tags).
"""


class Command(BaseCommand):
    help = "Measure precision and recall of what is read out of CVs."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *, file: Path, folder: Path, **options: Any) -> None:
        rows, tally, seconds = _rows(file), Tally(), 0.0
        for row in rows:
            text = _text(folder / row["file"])
            begun = time.process_time()
            read = parse(text)
            seconds += time.process_time() - begun
            tally.add(row, read)
        self.stdout.write(f"{len(rows)} CVs, {1000 * seconds / len(rows):.0f} ms each\n")
        self.stdout.write(f"{'':12}{'precision':>10}{'recall':>8}{'expected':>10}")
        for part in tally.expected:
            figures = f"{tally.precision(part):>10.3f}{tally.recall(part):>8.3f}{tally.expected[part]:>10}"
            self.stdout.write(f"{part:12}{figures}")


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise CommandError(f"{file}: a line is no JSON: {error}") from error
    if not rows:
        raise CommandError(f"{file} expects nothing.")
    return rows


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    kind = sniff(content)
    if kind is None:
        raise CommandError(f"{path} is no document that can be read.")
    try:
        return extract(content, kind).text
    except Unreadable as error:
        raise CommandError(f"{path}: {error}") from error
