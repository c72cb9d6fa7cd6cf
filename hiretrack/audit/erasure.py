"""A person's name goes from the journal; what was done, when and by which id stays."""

from __future__ import annotations

import uuid

from django.db import connection

ERASED_NAME = "Erased person"


def erase_actor(*, user_id: uuid.UUID, employer_id: uuid.UUID | None) -> int:
    """Blank the user's name in the employer's entries, or (None, in an all-tenants scope) in all there are.

    How many that changed. The database journals the call itself, as `journal.actor_erased`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.audit_erase_actor(%s, %s, %s)", [user_id, employer_id, employer_id is None])
        return int(cursor.fetchone()[0])
