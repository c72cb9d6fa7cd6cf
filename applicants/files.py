"""Which of an employer's files still belong to somebody, and what becomes of the others."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from applicants.models import Applicant, ApplicantMerge
from hiretrack.uploads.services import release


def named(upload_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those that a record, an application, or a merge that can be undone still names."""
    wanted = set(upload_ids)
    # Applications lie above this app: the relation is known to the model, their module is not.
    applications: Any = Applicant._meta.get_field("applications").related_model
    sent = applications.objects.filter(Q(cv__in=wanted) | Q(cover_letter_file__in=wanted)).order_by()
    found = set(Applicant.objects.filter(cv__in=wanted).order_by().values_list("cv_id", flat=True))
    found |= {pk for pair in sent.values_list("cv_id", "cover_letter_file_id") for pk in pair}
    texts = [str(pk) for pk in wanted]
    changed = Q(fields__cv__before__in=texts) | Q(fields__cv__after__in=texts)
    found |= cvs_in(ApplicantMerge.objects.filter(changed, undone_at=None))
    return wanted & found


def cvs_in(merges: Iterable[ApplicantMerge]) -> set[uuid.UUID]:
    """The CVs that merges have taken or put aside."""
    changes = [merge.fields["cv"] for merge in merges if "cv" in merge.fields]
    return {uuid.UUID(change[when]) for change in changes for when in ("before", "after") if change[when]}


def let_go(upload_ids: Iterable[uuid.UUID | None]) -> None:
    """Leave files that nothing names any more to the sweeper."""
    given = {pk for pk in upload_ids if pk is not None}
    if given and (nobodys := given - named(given)):
        release(upload_ids=nobodys)
