"""`manage.py reset_two_factor`: for somebody whose phone and recovery codes are gone, platform admins included."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from employers.models import User
from employers.queries import accounts_of
from employers.services import reset_two_factor
from hiretrack.errors import DomainError

EXAMPLES = """examples:
  manage.py reset_two_factor ada@acme.example
  manage.py reset_two_factor ada@acme.example --employer acme
      when the address has accounts at several employers
"""


class Command(BaseCommand):
    help = "Let an account sign in by its password alone again. Every session ends, and a mail tells of it."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter, **kwargs}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the account's address")
        parser.add_argument("--employer", metavar="SLUG", help="the account at this employer")

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._account(options["email"], options["employer"])
        try:
            reset_two_factor(user=user)
        except DomainError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(self.style.SUCCESS(f"{user.email} signs in by password alone now."))

    def _account(self, email: str, slug: str | None) -> User:
        found = [user for user in accounts_of(email, employer_slug=slug) if user.is_staff]
        if not found:
            raise CommandError("No user of the back office has this address.")
        if len(found) > 1:
            slugs = ", ".join(user.employer.slug if user.employer else "none" for user in found)
            raise CommandError(f"Several accounts have this address, at {slugs}: name one by --employer.")
        return found[0]
