"""Import applicants from a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from applicants.choices import ImportFormat, OnExisting
from applicants.importing.csv import IGNORE
from applicants.importing.rows import COLUMNS
from applicants.importing.work import Options, import_rows, reading
from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.importing.outcome import COUNTS, Outcome

EXAMPLES = """
examples:
  manage.py import_applicants people.csv --employer acme --dry-run
  manage.py import_applicants people.csv --employer acme --mapping "Full name=name" --mapping "Internal no.=ignore"
  manage.py import_applicants people.ndjson --employer acme --on-existing skip
  manage.py import_applicants resume.json --employer acme

Fields: {fields}.
Several skills, languages, tags or links in one CSV cell are separated by | or ;. People are known again by their
external id, else by their e-mail address: running it again changes nothing. Nobody is sent a mail.
The command fails, after importing all the others, when there are rows that it cannot import.
""".format(fields=", ".join(COLUMNS))
FORMATS = {
    ".csv": ImportFormat.CSV,
    ".tsv": ImportFormat.CSV,
    ".ndjson": ImportFormat.NDJSON,
    ".jsonl": ImportFormat.NDJSON,
    ".json": ImportFormat.JSON_RESUME,
}
SHOWN = 20


class Command(BaseCommand):
    help = "Import applicants from CSV, NDJSON or JSON Resume."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--employer", metavar="SLUG", required=True, help="whose applicants they become")
        parser.add_argument("--format", choices=ImportFormat.values, help="by default told by the file's name")
        parser.add_argument(
            "--mapping", action="append", default=[], metavar="HEADER=FIELD", help="of a CSV column; FIELD or ignore"
        )
        parser.add_argument("--on-existing", choices=OnExisting.values, default=OnExisting.UPDATE)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, file: Path, employer: str, **options: Any) -> None:
        owner = Employer.objects.filter(slug=employer).first()
        if owner is None:
            raise CommandError(f"There is no employer {employer!r}.")
        outcome = Outcome(dry_run=options["dry_run"])
        try:
            with file.open("rb") as opened:
                _import(opened, owner, _options(file, options), outcome)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except DomainError as error:
            raise CommandError(error.detail) from error
        self._summarise(outcome)

    def _summarise(self, outcome: Outcome) -> None:
        if outcome.dry_run:
            self.stdout.write("Dry run: nothing was changed.")
        for name in COUNTS:
            self.stdout.write(f"{outcome.counts[name]:>7,} {name}")
        if outcome.ignored_columns:
            self.stdout.write(f"Columns left out: {', '.join(outcome.ignored_columns)}")
        for error in outcome.errors[:SHOWN]:
            self.stdout.write(f"        row {error['row']} {error['pointer']}: {error['detail']}")
        if failed := outcome.counts["failed"]:
            raise CommandError(f"{failed:,} rows cannot be imported; see the first above.")


def _options(file: Path, given: dict[str, Any]) -> Options:
    known = given["format"] or FORMATS.get(file.suffix.lower())
    if known is None:
        raise CommandError(f"Say what {file.name} is: --format {' | '.join(ImportFormat.values)}.")
    mapping = dict(_mapped(text) for text in given["mapping"])
    return Options(known, mapping, given["on_existing"], given["dry_run"])


def _mapped(text: str) -> tuple[str, str]:
    header, _, field = text.rpartition("=")
    if not header or field not in {*COLUMNS, IGNORE}:
        raise CommandError(f"--mapping {text!r}: give HEADER=FIELD with one of {', '.join((*COLUMNS, IGNORE))}.")
    return header, field


def _import(file: BinaryIO, owner: Employer, options: Options, outcome: Outcome) -> None:
    read = reading(file, options)
    outcome.ignored_columns = read.ignored
    with tqdm(unit=" rows", file=sys.stderr, disable=None) as bar:
        import_rows(
            rows=read.rows,
            options=options,
            outcome=outcome,
            step=lambda: employer_scope(owner.pk),
            after=_advance(bar),
        )


def _advance(bar: Any) -> Callable[[Outcome], None]:
    return lambda outcome: bar.update(outcome.counts["rows"] - bar.n)
