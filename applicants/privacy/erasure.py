"""One person goes from everything that one employer holds."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from applicants.choices import ErasureReason
from applicants.dependents import dependents
from applicants.files import cvs_in, named
from applicants.merging.rows import locked
from applicants.models import Applicant, ApplicantMerge
from applicants.privacy import admin_log
from applicants.queries import family_of, resolved
from hiretrack.audit.erasure import erase_actor
from hiretrack.audit.services import record
from hiretrack.background.erasure import erase_words
from hiretrack.uploads.services import remove_for_good

TOMBSTONE: dict[str, Any] = {
    "name": "Erased applicant", "phone": "", "location": "", "headline": "", "external_id": "", "cv": None,
    "cv_text": "", "links": [], "skills": [], "languages": [], "tags": [], "consent": {}, "user": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Erasure:
    applicant_id: uuid.UUID
    erased_at: dt.datetime
    records: int
    """The record itself, and those that were merged into it."""
    applications: int
    files: int


@transaction.atomic
def erase_applicant(*, applicant_id: uuid.UUID, reason: ErasureReason = ErasureReason.REQUEST) -> Erasure:
    """Erase a person and all records merged into theirs, in the employer's open scope. It cannot be undone.

    Files leave the object store right after the commit. Raises `NotFound`, also for somebody erased already.
    """
    people = _locked(applicant_id)
    survivor, *merged = people
    mentions = _mentions(people)
    files = _erased_rows(people)
    _erase_mentions(mentions, survivor.employer_id, files)
    removed, applications = remove_for_good(upload_ids=files), len(mentions.applications)
    record(
        "applicant.erased",
        entity=survivor,
        reason=str(reason),
        merged_ids=[str(one.pk) for one in merged],
        applications=applications,
        files=removed,
    )
    return Erasure(survivor.pk, timezone.now(), len(people), applications, removed)


def _locked(applicant_id: uuid.UUID) -> list[Applicant]:
    """The survivor, then whoever was merged into it, directly or through others.

    A merge or its undoing may have been waited for: only when the family is the one that is held it stays so.
    """
    held: dict[uuid.UUID, Applicant] = {}
    while True:
        survivor_id = resolved(applicant_id).pk
        family = family_of(Applicant(pk=survivor_id)).filter(erased_at=None)
        ids = set(family.order_by().values_list("pk", flat=True))
        if ids == held.keys():
            return [held.pop(survivor_id), *held.values()]
        held = locked(*ids)


def _erased_rows(people: list[Applicant]) -> set[uuid.UUID]:
    """Empty the rows of all apps; the uploads that nobody needs now."""
    files = {person.cv_id for person in people if person.cv_id}
    for one in dependents():
        for person in people:
            files.update(one.erase(applicant=person))
    ids = [person.pk for person in people]
    merges = ApplicantMerge.objects.filter(Q(survivor__in=ids) | Q(merged__in=ids))
    # A merge puts a CV aside that no row names any more.
    files |= cvs_in(merges)
    merges.update(fields={})
    now = timezone.now()
    nobody = Concat(Cast("pk", TextField()), Value("@erased.invalid"))
    Applicant.objects.filter(pk__in=ids).update(email=nobody, erased_at=now, updated_at=now, **TOMBSTONE)
    # A merge that was undone can leave two records with one CV.
    return files - named(files)


@dataclass(frozen=True, slots=True)
class _Mentions:
    """What the person is known by elsewhere, gathered before it is gone."""

    words: set[str]
    accounts: set[uuid.UUID]
    people: set[uuid.UUID]
    applications: set[uuid.UUID]


def _mentions(people: list[Applicant]) -> _Mentions:
    # A single name would be found inside many a harmless word.
    names = {person.name for person in people if " " in person.name}
    return _Mentions(
        words=names | _merged_words(people) | {word for one in people for word in (one.email, one.phone) if word},
        accounts={person.user_id for person in people if person.user_id},
        people={person.pk for person in people},
        applications={pk for person in people for pk in person.applications.values_list("pk", flat=True)},
    )


def _merged_words(people: list[Applicant]) -> set[str]:
    """What a merge has replaced stands in no record any more, but perhaps in a log."""
    merges = ApplicantMerge.objects.filter(survivor__in=people, undone_at=None)
    values = {
        change[when]
        for merge in merges
        for name, change in merge.fields.items()
        if name in {"name", "email", "phone"}
        for when in ("before", "after")
        if name != "name" or " " in change[when]
    }
    return values - {""}


def _erase_mentions(mentions: _Mentions, employer_id: uuid.UUID, files: set[uuid.UUID]) -> None:
    erase_words(words=mentions.words, employer_id=employer_id)
    rows = mentions.people | mentions.applications | files
    admin_log.erase(ids=rows, words=mentions.words, employer_id=employer_id)
    for user_id in sorted(mentions.accounts):
        erase_actor(user_id=user_id, employer_id=employer_id)
