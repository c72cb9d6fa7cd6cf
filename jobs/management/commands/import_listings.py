"""Import job listings from a file of JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from psycopg.conninfo import make_conninfo
from tqdm import tqdm

from employers.models import Employer
from employers.services import create_employer
from hiretrack.tenancy import employer_scope
from jobs.importing import Listing, read_listings
from jobs.services.importing import Outcome, import_listings

EXAMPLES = """
examples:
  manage.py import_listings listings.jsonl --employer acme
  manage.py import_listings listings.jsonl --by-company --dry-run
  manage.py import_listings listings.jsonl --employer acme --draft

Each line is an object with id, title, company, locations, url, description, posted_at, and where known remote,
employment_type, salary. Running it again changes nothing; a listing that has changed updates its job.
The command fails, after importing all the others, when there are lines that it cannot import.
"""
SHOWN = 20


def _tell_planner() -> None:
    """Until autovacuum comes by, the planner knows nothing of rows that came by the thousand, and searches crawl."""
    owner = settings.DATABASE_OWNER
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    address = make_conninfo("", **{name: owner[key] or None for name, key in names.items()})
    # Only a table's owner may; for another role this is a warning, not an error.
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE jobs_job")


class Command(BaseCommand):
    help = "Import job listings from a file of JSON lines."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--employer", metavar="SLUG", help="import everything for this employer")
        owner.add_argument("--by-company", action="store_true", help="make an employer of each company")
        state = parser.add_mutually_exclusive_group()
        state.add_argument("--publish", dest="publish", action="store_true", default=True, help="the default")
        state.add_argument("--draft", dest="publish", action="store_false", help="import as drafts")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        listings, outcome = _read(file)
        # All or nothing, in one transaction: three hundred commits would cost more than the rows themselves.
        with tqdm(total=len(listings), unit=" listings", file=sys.stderr, disable=None) as bar, transaction.atomic():
            self._import(listings, outcome, bar, options)
            # A dry run is the real one, undone.
            transaction.set_rollback(dry_run)
        if not dry_run:
            _tell_planner()
        self._summarise(outcome, dry_run=dry_run)

    def _import(self, listings: list[Listing], outcome: Outcome, bar: Any, options: dict[str, Any]) -> None:
        for employer, own in _by_employer(listings, options, outcome):
            with employer_scope(employer.pk):
                outcome.add(
                    import_listings(
                        listings=own, employer_name=employer.name, publish=options["publish"], progress=bar.update
                    )
                )

    def _summarise(self, outcome: Outcome, *, dry_run: bool) -> None:
        said = {"employers": "employers made", "draft": "made as drafts", "published": "made and published"}
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")
        for name in ("employers", "published", "draft", "updated", "unchanged"):
            self.stdout.write(f"{outcome.counts[name]:>7,} {said.get(name, name)}")
        for note, count in outcome.notes.most_common():
            self.stdout.write(f"{count:>7,} of the new ones {note}")
        self._list("skipped", outcome.skipped)
        self._list("not readable", outcome.bad)
        if outcome.bad:
            raise CommandError(f"{len(outcome.bad):,} lines could not be read; all others were imported.")

    def _list(self, what: str, lines: list[tuple[int, str]]) -> None:
        if lines:
            self.stdout.write(f"{len(lines):>7,} {what}:")
        for line, why in sorted(lines)[:SHOWN]:
            self.stdout.write(f"        line {line}: {why}")
        if len(lines) > SHOWN:
            self.stdout.write(f"        … and {len(lines) - SHOWN:,} more")


def _read(file: Path) -> tuple[list[Listing], Outcome]:
    outcome, listings = Outcome(), []
    try:
        # A broken byte spoils its own line only.
        lines = file.read_text("utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    for read in tqdm(read_listings(lines), unit=" lines", desc="reading", file=sys.stderr, disable=None):
        if isinstance(read, Listing):
            listings.append(read)
        else:
            outcome.bad.append(read)
    return listings, outcome


def _by_employer(
    listings: list[Listing], options: dict[str, Any], outcome: Outcome
) -> Iterable[tuple[Employer, list[Listing]]]:
    if not options["by_company"]:
        employer = Employer.objects.filter(slug=options["employer"]).first()
        if employer is None:
            raise CommandError(f"There is no employer {options['employer']!r}.")
        yield employer, listings
        return
    companies: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        companies[listing.company.casefold()].append(listing)
    known = {employer.name.casefold(): employer for employer in Employer.objects.order_by("-created_at")}
    for name, own in companies.items():
        if name not in known:
            known[name] = create_employer(name=own[0].company)
            outcome.counts["employers"] += 1
        yield known[name], own
