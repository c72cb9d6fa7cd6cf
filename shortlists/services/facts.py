"""What matching knows of applicants, kept true: a change marks it stale, and it is read again."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence

from django.utils import timezone

from applicants import fairness
from applicants.models import Applicant
from shortlists.matching import VERSION, ApplicantFacts, of_applicant
from shortlists.models import Match, MatchingFacts
from shortlists.models.facts import STALE
from shortlists.services.people import hold_applicants

COLUMNS = ("id", "name", "email", "phone", "links", "headline", "location", "skills", "cv_text")
BATCH = 500


def mark_applicants(ids: Iterable[uuid.UUID], *, employer_id: uuid.UUID) -> None:
    """From now on what is known of them, and all their scores, count for nothing until they are computed again."""
    chosen, now = sorted(ids), timezone.now()
    rows = [MatchingFacts(employer_id=employer_id, applicant_id=pk, marked_at=now) for pk in chosen]
    MatchingFacts.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["employer", "applicant"],
        update_fields=["version", "marked_at"],
    )
    Match.objects.filter(applicant_id__in=chosen).update(version=STALE)


def held_facts(
    ids: Collection[uuid.UUID], *, employer_id: uuid.UUID, waiting: bool = True
) -> dict[uuid.UUID, ApplicantFacts]:
    """Of those who are there (not merged away, not erased), read again where they are stale.

    Their rows are held until the transaction ends, so that of two that compute the same pair the later one has seen
    what the earlier one wrote. Without `waiting`, those that somebody else holds are left out.
    """
    standing = hold_applicants(ids, employer_id=employer_id)
    there = sorted(pk for pk, survivor in standing.items() if pk == survivor)
    fresh = [MatchingFacts(employer_id=employer_id, applicant_id=pk) for pk in there]
    MatchingFacts.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=BATCH)
    known = MatchingFacts.objects.filter(applicant_id__in=there).order_by("applicant_id")
    rows = list(known.select_for_update(skip_locked=not waiting, of=("self",)))
    _read_again([row for row in rows if row.version != VERSION])
    return {row.applicant_id: facts_of(row) for row in rows}


def facts_of(row: MatchingFacts) -> ApplicantFacts:
    return ApplicantFacts(tuple(row.skills), tuple(row.titles), tuple(row.places))


def _read_again(rows: Sequence[MatchingFacts]) -> None:
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        ids = [row.applicant_id for row in batch]
        people = {person.pk: person for person in Applicant.objects.filter(pk__in=ids).only(*COLUMNS)}
        for row in batch:
            _put(row, read_of(people[row.applicant_id]))
        MatchingFacts.objects.bulk_update(batch, ["skills", "titles", "places", "version", "marked_at"])


def _put(row: MatchingFacts, facts: ApplicantFacts) -> None:
    row.skills, row.titles, row.places = list(facts.skills), list(facts.titles), list(facts.places)
    row.version, row.marked_at = VERSION, timezone.now()


def read_of(person: Applicant) -> ApplicantFacts:
    """Of the record and the CV, after names and addresses were blotted out of both: who somebody is neither counts
    nor shows in the evidence."""
    return of_applicant(
        skills=person.skills,
        headline=_without_blots(fairness.blotted(person.headline, person)),
        location=person.location,
        text=_without_blots(fairness.blotted(person.cv_text, person)),
    )


def _without_blots(text: str) -> str:
    return text.replace(fairness.BLOT, " ")
