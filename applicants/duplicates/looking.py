"""The look through all of an employer's applicants for possible duplicates: by a task, in one pass and a sort.

Nobody is compared with everybody. Records that share a telephone, a CV, a link, a mailbox or a name with its place
fall into one group, and only within a group each two are compared; groups of more than `LARGEST` say nothing about
who somebody is, and are left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import connection, transaction

from applicants.duplicates.evidence import Likeness, compared
from applicants.duplicates.facts import SHORTEST_CV, facts_of
from applicants.duplicates.suggesting import told_apart
from applicants.models import DuplicateSuggestion
from hiretrack.background.models import TaskRun
from hiretrack.background.services import start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import enqueue
from hiretrack.context import current_actor
from hiretrack.errors import Forbidden
from hiretrack.tenancy import require_scope

KIND = "applicants.duplicates"
LARGEST = 10
"""Records of one group."""
MOST_GROUPS = 20_000
KEPT = 1_000
"""Suggestions that are kept: the surest."""
BATCH = 500
Pair = tuple[uuid.UUID, uuid.UUID]
# The last key finds slips of the pen: the same initials in the same town are few at most employers.
_GROUPS = f"""
    WITH people AS MATERIALIZED (
        SELECT id, phone, octet_length(cv_text) >= {SHORTEST_CV} AS has_cv, cv, links, mailbox,
               split_part(location, ',', 1) AS town,
               (SELECT string_agg(word, ' ' ORDER BY word) FROM regexp_split_to_table(name, '\\W+') AS word
                WHERE word <> '') AS words,
               (SELECT string_agg(left(word, 1), '' ORDER BY word) FROM regexp_split_to_table(name, '\\W+') AS word
                WHERE word <> '') AS initials
        FROM applicants_alike
    ), keys AS (
        SELECT id, 'p' || phone AS key FROM people WHERE phone <> ''
        UNION ALL SELECT id, 'c' || cv FROM people WHERE has_cv
        UNION ALL SELECT DISTINCT id, 'l' || link FROM people, unnest(links) AS link
        UNION ALL SELECT id, 'm' || mailbox FROM people WHERE length(mailbox) > 3
        UNION ALL SELECT id, 'n' || words || '|' || town FROM people WHERE town <> ''
        UNION ALL SELECT id, 'i' || initials || '|' || town FROM people WHERE town <> '' AND length(initials) > 1
    )
    SELECT array_agg(id ORDER BY id) FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND {LARGEST}
    LIMIT {MOST_GROUPS}
"""  # noqa: S608 - constants alone


@dataclass(frozen=True, slots=True)
class LookedThrough:
    suggestions: int
    compared: int


@transaction.atomic
def look_through() -> LookedThrough:
    """Look again, in the employer's open scope; what was suggested before gives way to what is found now."""
    pairs = sorted(_pairs())
    found = dict(_likely(pairs))
    for pair in _told_apart_among(found):
        del found[pair]
    _alone("writing")
    best = sorted(found.items(), key=lambda one: (-one[1].score, one[0]))[:KEPT]
    DuplicateSuggestion.objects.all().delete()
    DuplicateSuggestion.objects.bulk_create(
        DuplicateSuggestion(
            first_id=first, second_id=second, score=likeness.score, evidence=[str(code) for code in likeness.evidence]
        )
        for (first, second), likeness in best
    )
    return LookedThrough(len(best), len(pairs))


def _alone(doing: str) -> None:
    """Until the transaction ends: of two looks at once the later one replaces what the earlier one has written."""
    name = f"applicants.duplicates.{doing}.{require_scope().employer_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _pairs() -> set[Pair]:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS)
        return {pair for (ids,) in cursor.fetchall() for pair in combinations(ids, 2)}


def _likely(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Likeness]]:
    for some in _batches(pairs):
        facts = facts_of({pk for pair in some for pk in pair})
        for first, second in some:
            if first in facts and second in facts:
                likeness = compared(facts[first], facts[second])
                if likeness.is_likely:
                    yield (first, second), likeness


def _told_apart_among(pairs: Iterable[Pair]) -> set[Pair]:
    known = list(pairs)
    return {pair for some in _batches(known) for pair in told_apart(some)} & set(known)


def _batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    left = list(pairs)
    yield from (left[at : at + BATCH] for at in range(0, len(left), BATCH))


def start_look() -> TaskRun:
    """Queue a look for whoever acts; one that waits or goes on already is answered instead. Raises `Forbidden`."""
    if require_scope().employer_id is None:
        raise Forbidden("Duplicates are looked for by an employer's own people.")
    _alone("starting")
    latest = latest_look()
    if latest is not None and latest.is_open:
        return latest
    run = start_run(kind=KIND, owner_id=current_actor().user_id)
    _send(run)
    return run


def latest_look() -> TaskRun | None:
    found: TaskRun | None = TaskRun.objects.filter(kind=KIND).order_by("-created_at", "-id").first()
    return found


def _send(run: TaskRun) -> None:
    from applicants.tasks import look_for_duplicates

    enqueue(look_for_duplicates, str(run.pk))


def resend_looks() -> int:
    """Send again the looks whose message was lost; how many. A look that is made twice finds the same."""
    return resend_silent(kind=KIND, send=_send)
