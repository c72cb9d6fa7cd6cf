"""`manage.py export_applicant`: what one employer holds about a person, also while reviewers may not know them."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from applicants.privacy.export import export_applicant
from applicants.queries import resolved, with_email
from employers.models import Employer
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.errors import NotFound
from hiretrack.tenancy import employer_scope


class Command(BaseCommand):
    help = (
        "Write a person's data as JSON, for a request under the right of access (GDPR, article 15); the journal notes"
        " it. Example: manage.py export_applicant --employer acme --applicant ada@example.com > ada.json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--employer", required=True, help="the employer's slug")
        parser.add_argument("--applicant", required=True, help="the person's id or e-mail address")

    def handle(self, *args: Any, employer: str, applicant: str, **options: Any) -> None:
        owner = Employer.objects.filter(slug=employer).first()
        if owner is None:
            raise CommandError(f"There is no employer {employer!r}.")
        with transaction.atomic(), employer_scope(owner.pk):
            self.stdout.write(json_bytes(export_applicant(applicant=_found(applicant))).decode())


def _found(named: str) -> Any:
    try:
        return resolved(uuid.UUID(named))
    except NotFound as error:
        raise CommandError(f"{named}: {error}") from error
    except ValueError:
        found = with_email(named)
        if found is None:
            raise CommandError(f"There is no applicant {named!r}.") from None
        return found
