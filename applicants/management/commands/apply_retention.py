"""Erase applicants whom their employer has kept long enough."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from applicants.privacy import retention
from employers.models import Employer
from hiretrack.tenancy import employer_scope

EXAMPLES = """
examples:
  manage.py apply_retention --dry-run
  manage.py apply_retention --employer acme

Erased are applicants without an open application whose last sign of life (application, step in the pipeline, consent,
or being added) is older than the employer's retention_months. It cannot be undone. The command fails, after all the
others, when somebody could not be erased.
"""


class Command(BaseCommand):
    help = "Erase applicants whom their employer has kept long enough."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--employer", metavar="SLUG", help="of this employer alone; default: of all")
        parser.add_argument("--dry-run", action="store_true", help="say how many, and change nothing")

    def handle(self, *, employer: str | None, dry_run: bool, **_options: Any) -> None:
        found = Employer.objects.order_by("slug").filter(**({"slug": employer} if employer else {}))
        if employer and not found:
            raise CommandError(f"No employer has the slug {employer}.")
        failures = [failure for one in found if (failure := self._apply(one, dry_run=dry_run))]
        if failures:
            raise CommandError("\n".join(failures))

    def _apply(self, employer: Employer, *, dry_run: bool) -> str:
        """What went wrong, if anything did."""
        with employer_scope(employer.pk):
            number = retention.expired(employer).count()
        if dry_run:
            self.stdout.write(f"{number:>7,} applicants of {employer.slug} would be erased")
            return ""
        try:
            with tqdm(total=number, desc=employer.slug, unit=" applicants", file=sys.stderr, disable=None) as bar:
                done = retention.apply_to(employer, limit=number, progress=bar.update)
        except retention.RetentionIncomplete as incomplete:
            return str(incomplete)
        self.stdout.write(f"{done:>7,} applicants of {employer.slug} erased")
        return ""
