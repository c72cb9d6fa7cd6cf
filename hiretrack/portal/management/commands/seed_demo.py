"""`manage.py seed_demo`: something to look at on the first day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hiretrack import env
from hiretrack.embedded.welcome import SIGN_INS
from hiretrack.portal import demo


class Command(BaseCommand):
    help = (
        "Three employers with jobs, sixty candidates in every stage, their CVs, and sign-ins for each role."
        " Running it again changes nothing. Example: manage.py seed_demo"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="also beside real employers or on a public address")
        parser.add_argument("--sign-ins", action="store_true", help="only print who can sign in")

    def handle(self, *args: Any, force: bool, sign_ins: bool, verbosity: int, **options: Any) -> None:
        said = [] if sign_ins else self._plant(force=force)
        if verbosity:
            self.stdout.write("\n".join([*said, *map(str, demo.sign_ins())]))

    def _plant(self, *, force: bool) -> list[str]:
        said: list[str] = []
        try:
            made = demo.plant(force=force, tell=said.append)
        except demo.DemoRefused as error:
            raise CommandError(str(error)) from error
        if env.data_dir().is_dir():
            # For `manage.py up`, which shows the list and may not import the portal.
            (env.data_dir() / SIGN_INS).write_text("".join(f"{line}\n" for line in demo.sign_ins()), "utf-8")
        return said if made else ["The demo is there already."]
