"""Everything that is held about a person, as they may ask for it (GDPR, articles 15 and 20)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import IO, Any

from django.utils import timezone

from applicants.models import Applicant
from applicants.personal.own import account, browsers, connected, own_rows, sessions
from applicants.personal.registry import holdings
from applicants.privacy.export import export_applicant
from employers.models import User
from hiretrack.api.jsonbytes import ObjectWriter
from hiretrack.tenancy import employer_scope, person_scope

FORMAT = "hiretrack.person/1"


def write_person(*, user_id: uuid.UUID, file: IO[bytes]) -> None:
    """One JSON document: the account and own rows, and under `employers` what each of them holds.

    At most what one employer holds is in memory at a time.
    """
    user = User.objects.get(pk=user_id)
    with ObjectWriter(file) as document:
        document.member("format", FORMAT)
        document.member("exported_at", timezone.now())
        with person_scope(user_id):
            for name, value in _own(user):
                document.member(name, value)
            known = list(_records())
        document.member("employers", (_held_by(*one) for one in known))


def _own(user: User) -> Iterator[tuple[str, Any]]:
    yield "account", account(user)
    yield "sessions", sessions(user)
    yield "browsers", browsers(user)
    yield "connected_accounts", connected(user)
    yield from own_rows()
    for holding in holdings():
        yield holding.name, holding.export(user=user)


def _records() -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    rows = Applicant.objects.filter(erased_at=None, merged_into=None).order_by("id")
    yield from rows.values_list("employer_id", "pk")


def _held_by(employer_id: uuid.UUID, applicant_id: uuid.UUID) -> dict[str, Any]:
    with employer_scope(employer_id):
        return export_applicant(applicant=Applicant.objects.get(pk=applicant_id))
