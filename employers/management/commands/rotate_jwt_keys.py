"""`manage.py rotate_jwt_keys`: sign access tokens with the next key."""

from __future__ import annotations

import datetime as dt
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from employers.models import SigningKey
from employers.services import rotate_signing_keys
from employers.tokens.signing import RETIRE_AFTER

EXAMPLES = """examples:
  manage.py rotate_jwt_keys
      the next key signs; the old one verifies for another hour; a new next key is published
  manage.py rotate_jwt_keys --retire-after 0
      the old key is worth nothing at once (running processes notice within half a minute): after a leak
"""


class Command(BaseCommand):
    help = "Rotate the keys that sign access tokens. Run it regularly, every 90 days for example."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter, **kwargs}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retire-after",
            type=int,
            metavar="SECONDS",
            default=int(RETIRE_AFTER.total_seconds()),
            help="how long the old key still verifies (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retire_after"] < 0:
            raise CommandError("--retire-after takes seconds from 0 up.")
        active = rotate_signing_keys(retire_after=dt.timedelta(seconds=options["retire_after"]))
        self.stdout.write(self.style.SUCCESS(f"{active.algorithm} key {active.kid} signs from now on."))
        for key in SigningKey.objects.order_by("created_at"):
            until = f" until {key.retires_at:%Y-%m-%d %H:%M:%S} UTC" if key.retires_at else ""
            self.stdout.write(f"  {key.kid}  {key.state}{until}")
