from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from applicants import services
from applicants.models import Applicant
from applicants.queries.lookup import current
from hiretrack.errors import NotFound


@transaction.atomic
def tag_applicants(
    *, applicant_ids: Sequence[uuid.UUID], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> list[Applicant]:
    """Put tags on people and take others away; a tag is the same in any letter case. The people, with their tags.

    In the employer's open scope. Raises `Invalid`, and `NotFound` when one of them is not there any more.
    """
    rows = current().select_for_update(of=("self",)).filter(pk__in=applicant_ids).order_by("pk")
    people = list(rows)
    if len(people) != len(set(applicant_ids)):
        raise NotFound("There is no such applicant.")
    gone = {tag.casefold() for tag in remove}
    for person in people:
        kept = [tag for tag in person.tags if tag.casefold() not in gone]
        services.update_applicant(applicant=person, changes={"tags": [*kept, *add]})
    return people
