"""`manage.py create_employer`: an employer and its first employer admin."""

from __future__ import annotations

import getpass
import secrets
import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug

from employers.services import create_employer
from hiretrack.errors import DomainError

EXAMPLES = """examples:
  manage.py create_employer "Acme GmbH" --admin-email ada@acme.example
      asks for the password; without a terminal, makes one and prints it once
  manage.py create_employer "Acme GmbH" --slug acme --admin-email ada@acme.example --admin-name "Ada Lovelace" --invite
      mails a link to set a password instead
  manage.py create_employer "Acme GmbH"
      an employer without users
"""


class Command(BaseCommand):
    help = "Create an employer, and its first employer admin."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter, **kwargs}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="as candidates see it")
        parser.add_argument("--slug", help="in public addresses; made from the name if absent")
        parser.add_argument("--admin-email", help="address of the first employer admin")
        parser.add_argument("--admin-name", help="name of the first employer admin")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--invite", action="store_true", help="mail a link to set the password")
        how.add_argument("--generate-password", action="store_true", help="make a password and print it once")

    def handle(self, *args: Any, **options: Any) -> None:
        self._check(options)
        email = options["admin_email"]
        password, generated = self._password(options) if email else (None, False)
        try:
            employer = create_employer(
                name=options["name"],
                slug=options["slug"],
                admin_email=email,
                admin_name=options["admin_name"],
                admin_password=password,
            )
        except DomainError as error:
            raise CommandError(" ".join([error.detail, *(one.detail for one in error.errors)])) from error
        self.stdout.write(self.style.SUCCESS(f"Created {employer.name} (slug {employer.slug}, id {employer.pk})."))
        if generated:
            self.stdout.write(f"Password of {email}, shown only now: {password}")

    def _check(self, options: dict[str, Any]) -> None:
        if not options["name"].strip():
            raise CommandError("The name is empty.")
        try:
            if options["slug"]:
                validate_slug(options["slug"])
            if options["admin_email"]:
                validate_email(options["admin_email"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _password(self, options: dict[str, Any]) -> tuple[str | None, bool]:
        if options["invite"]:
            return None, False
        if options["generate_password"] or not sys.stdin.isatty():
            return secrets.token_urlsafe(15), True
        first = getpass.getpass(f"Password for {options['admin_email']}: ")
        if first != getpass.getpass("Again: "):
            raise CommandError("The passwords differ.")
        return first, False
