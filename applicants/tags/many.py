"""Tags for many people at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.models import Applicant
from applicants.queries.lookup import current
from applicants.terms import checked_terms
from hiretrack.audit.services import entry, record_many
from hiretrack.errors import Invalid

MOST = 2_000


class Tagged(NamedTuple):
    """`full`: those who bear so many tags that these do not fit."""

    changed: int
    full: int


@transaction.atomic
def tag_many(*, applicant_ids: Collection[uuid.UUID], add: Iterable[str] = (), remove: Iterable[str] = ()) -> Tagged:
    """Add and take away tags, with a few statements however many people. Raises `Invalid` for tags that cannot be, and
    for more people than `MOST`."""
    if len(applicant_ids) > MOST:
        said = _("At most %(most)s people at once. Narrow the list by a filter or a search first.")
        raise Invalid(said % {"most": f"{MOST:,}"})
    new, gone = checked_terms({"tags": [*add]})["tags"], {tag.casefold() for tag in remove}
    rows = current().filter(pk__in=applicant_ids, erased_at=None).order_by("pk").select_for_update(of=("self",))
    before = {person: person.tags for person in rows}
    after = {person: _tags(tags, new, gone) for person, tags in before.items()}
    changed = [person for person, tags in after.items() if tags is not None and tags != before[person]]
    for person in changed:
        person.tags, person.updated_at = after[person] or [], timezone.now()
    Applicant.objects.bulk_update(changed, ["tags", "updated_at"], batch_size=500)
    record_many(
        [entry("applicant.updated", entity=one, employer_id=one.employer_id, fields=["tags"]) for one in changed]
    )
    return Tagged(len(changed), sum(tags is None for tags in after.values()))


def _tags(tags: list[str], new: list[str], gone: set[str]) -> list[str] | None:
    """None where they would be too many."""
    try:
        return checked_terms({"tags": [*(tag for tag in tags if tag.casefold() not in gone), *new]})["tags"]
    except Invalid:
        return None
