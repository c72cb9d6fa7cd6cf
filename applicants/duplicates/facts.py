"""What is compared of each record: read past the policies, through the view `applicants_alike` (docs/adr/0023)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection

from applicants.duplicates.evidence import Facts, folded

SHORTEST_CV = 200
"""Bytes of text; a shorter one may be anybody's."""
_READ = """
    SELECT alike.id, alike.name, alike.phone, alike.location, alike.mailbox,
           CASE WHEN octet_length(alike.cv_text) < %s THEN '' ELSE alike.cv END, alike.links
    FROM applicants_alike alike WHERE alike.id = ANY(%s)
"""


def facts_of(applicant_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Facts]:
    """Of those who may be compared: neither merged, nor erased, nor hidden by a fair review. One query, in the
    employer's open scope."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [SHORTEST_CV, list(applicant_ids)])
        return {
            pk: Facts(folded(name), phone, folded(location), mailbox, cv, frozenset(links))
            for pk, name, phone, location, mailbox, cv, links in cursor.fetchall()
        }
