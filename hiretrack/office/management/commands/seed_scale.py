"""`manage.py seed_scale`: fills an empty database with as much as the speed goals speak of."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from hiretrack.office.scale import PASSWORD, Refused, Sizes, seed
from hiretrack.office.scale.seeding import total

SIZES = ("employers", "jobs", "applications", "applicants")


class Command(BaseCommand):
    help = (
        "200 employers, 200,000 jobs, 600,000 candidates and a million applications, to measure on; one employer has 40"
        " open jobs with 2,000 applications each, CV texts, and three people who can sign in. For a database of its"
        " own. Example: manage.py seed_scale --employers 50 --jobs 50000 --applications 250000 --applicants 150000"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name in SIZES:
            parser.add_argument(f"--{name}", type=int, default=getattr(Sizes(), name))
        parser.add_argument("--seed", type=int, default=1, help="another number makes other rows (default: 1)")
        parser.add_argument("--force", action="store_true", help="also beside real employers: their tables are locked")

    def handle(self, *args: Any, force: bool, **options: Any) -> None:
        sizes = Sizes(**{name: options[name] for name in SIZES})
        with tqdm(total=total(sizes), unit=" rows", file=sys.stderr, disable=None) as bar:
            try:
                team = seed(sizes, seed=options["seed"], force=force, bar=bar.update, tell=bar.set_postfix_str)
            except Refused as error:
                raise CommandError(str(error)) from error
        self.stdout.write("Sign in at /admin/:")
        for user in team:
            self.stdout.write(f"  {user.roles[0]:<15}{user.email:<40}{PASSWORD}")
