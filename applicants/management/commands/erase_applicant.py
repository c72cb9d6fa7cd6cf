"""Erase one person from everything that an employer holds."""

from __future__ import annotations

import argparse
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import F

from applicants import queries
from applicants.choices import ErasureReason
from applicants.models import Applicant
from applicants.privacy import erase_applicant
from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.tenancy import employer_scope

EXAMPLES = """
examples:
  manage.py erase_applicant --employer acme --email ada@example.com
  manage.py erase_applicant --employer acme --id 01980a3c-52d9-7f52-8f0c-0a9d4be0c00c --yes

Name, addresses, CV, letters, answers, notes and mails go, also of records that were merged into this one; counts and
stages stay. It cannot be undone. Backups still hold the person until they expire.
"""


class Command(BaseCommand):
    help = "Erase one person from everything that an employer holds."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--employer", metavar="SLUG", required=True)
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--email", help="the address on the record")
        who.add_argument("--id", type=uuid.UUID, metavar="UUID")
        reasons = [ErasureReason.REQUEST, ErasureReason.CONSENT_WITHDRAWN, ErasureReason.OTHER]
        parser.add_argument("--reason", choices=[str(one) for one in reasons], default=str(ErasureReason.REQUEST))
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, employer: str, yes: bool, reason: str, **options: Any) -> None:
        home = Employer.objects.filter(slug=employer).first()
        if home is None:
            raise CommandError(f"No employer has the slug {employer}.")
        with employer_scope(home.pk):
            applicant_id = _found(options).pk
        if not yes and not self._agreed(applicant_id):
            raise CommandError("Nothing was erased.")
        with employer_scope(home.pk):
            done = erase_applicant(applicant_id=applicant_id, reason=ErasureReason(reason))
        self.stdout.write(
            f"Erased: {done.records} records, {done.applications} applications without their texts, {done.files} files."
        )

    def _agreed(self, applicant_id: uuid.UUID) -> bool:
        try:
            return input(f"Erase applicant {applicant_id}? This cannot be undone. Type yes: ").strip() == "yes"
        except EOFError as error:
            raise CommandError("Nobody can be asked here: give --yes.") from error


def _found(options: dict[str, Any]) -> Applicant:
    if options["email"]:
        rows = Applicant.objects.filter(email__iexact=options["email"].strip(), erased_at=None)
        # Merged records keep their addresses, and lead to their survivor.
        found: Applicant | None = rows.order_by(F("merged_into").asc(nulls_first=True)).first()
        if found is None:
            raise CommandError("No applicant of this employer has that address.")
        return found
    try:
        return queries.resolved(options["id"])
    except DomainError as error:
        raise CommandError(error.detail) from error
