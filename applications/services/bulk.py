"""Many applications at once: planned in the request, moved and undone by a task, one transaction for each batch."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from applications.choices import BulkMoveState, ItemOutcome, Skipped
from applications.models import Application, BulkMove, BulkMoveItem
from applications.queries import ApplicationFilter, matching
from applications.services.moves import Step, check, move_many, obstacle, take_back
from applications.services.telling import hold_for_good
from hiretrack.background.choices import OPEN
from hiretrack.background.models import TaskRun
from hiretrack.background.services import report, start_run
from hiretrack.celery import enqueue
from hiretrack.context import Actor, ActorKind, acting_as, current_actor
from hiretrack.errors import DomainError, FieldError, Forbidden, Invalid, NotFound
from hiretrack.tenancy import ScopeKind, new_id, require_scope

MOST = 10_000
BATCH = 500
MARGIN = dt.timedelta(seconds=10)
"""So long before the mails leave, undoing is over: a mail that is being written is not called back."""
UNDO_NOTE = "The bulk move was undone."
MOVE_KIND, UNDO_KIND = "applications.bulk_move", "applications.undo_bulk_move"

MOVED = """
    UPDATE applications_bulkmoveitem item
    SET stage_id = made.stage, outcome = CASE WHEN made.stage IS NULL THEN 'changed_meanwhile' ELSE 'moved' END
    FROM unnest(%s::uuid[], %s::uuid[]) AS made (item, stage) WHERE item.id = made.item
"""

Seen = tuple[uuid.UUID, str, dt.datetime | None]


@dataclass(slots=True)
class Plan:
    """What would move (id, status, reply promise), and what would not, by reason."""

    moving: list[Seen] = field(default_factory=list)
    skipped: dict[Skipped, list[uuid.UUID]] = field(default_factory=dict)

    @property
    def from_status(self) -> Counter[str]:
        return Counter(status for _, status, _ in self.moving)

    @property
    def token(self) -> str:
        """Changes with every application that moves or stays for another reason than before."""
        lines = [f"{pk}:{status}" for pk, status, _ in self.moving]
        lines += [f"{pk}:{reason}" for reason, ids in self.skipped.items() for pk in ids]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]


def plan_bulk_move(
    *, step: Step, application_ids: Collection[uuid.UUID] | None = None, matches: ApplicationFilter | None = None
) -> Plan:
    """What taking these applications, or all that match, to `step` would do now. Writes nothing. Raises `Invalid`."""
    check(step.status, step.note, step.rejection_reason)
    plan, known = Plan(), set()
    for pk, seen, answer_by, successor in _chosen(application_ids, matches):
        known.add(pk)
        reason = obstacle(seen, step.status, superseded=successor is not None)
        if reason is None:
            plan.moving.append((pk, seen, answer_by))
        else:
            plan.skipped.setdefault(reason, []).append(pk)
    if missing := set(application_ids or ()) - known:
        plan.skipped[Skipped.NOT_FOUND] = sorted(missing)
    return plan


def _chosen(
    application_ids: Collection[uuid.UUID] | None, matches: ApplicationFilter | None
) -> list[tuple[uuid.UUID, str, dt.datetime | None, uuid.UUID | None]]:
    rows = Application.objects.filter(pk__in=application_ids) if matches is None else matching(matches)
    found = list(rows.order_by("pk").values_list("pk", "status", "answer_by", "superseded_by_id")[: MOST + 1])
    if len(found) > MOST:
        pointer, detail = "/filter", f"More than {MOST:,} applications match; narrow it, and move them in several goes."
        raise Invalid(detail, errors=[FieldError(pointer, "too_many", detail)])
    return found


def start_bulk_move(
    *, plan: Plan, step: Step, mail_delay_minutes: int, owner_id: uuid.UUID | None, expected_token: str = ""
) -> BulkMove:
    """Have a task move what is planned; an application that is moved by somebody before its turn is left alone.

    Raises `DomainError` (plan_changed) when the caller saw another plan, `Forbidden` outside an employer's scope.
    """
    if require_scope().kind is not ScopeKind.EMPLOYER:
        raise Forbidden("Applications are moved by their employer: a platform admin has none.")
    if expected_token and expected_token != plan.token:
        raise DomainError("Meanwhile other applications would move.", code="plan_changed", title="The plan has changed")
    actor = current_actor()
    row: BulkMove = BulkMove.objects.create(
        status=step.status,
        note=step.note,
        rejection_reason=step.rejection_reason,
        mail_delay_minutes=mail_delay_minutes,
        skipped={str(reason): len(ids) for reason, ids in plan.skipped.items()},
        actor_kind=actor.kind,
        actor_name=actor.name[:200],
        created_by_id=actor.user_id,
        run=start_run(kind=MOVE_KIND, owner_id=owner_id),
    )
    BulkMoveItem.objects.bulk_create(
        [
            BulkMoveItem(id=new_id(), bulk_move=row, application_id=pk, from_status=seen, answer_by=answer_by)
            for pk, seen, answer_by in plan.moving
        ],
        batch_size=2000,
    )
    _send(row)
    return row


def start_undo(*, bulk_move_id: uuid.UUID, owner_id: uuid.UUID | None) -> BulkMove:
    """Have a task put back what the bulk move moved and nobody has moved since. From now on its mails don't leave.

    Raises `NotFound`, `DomainError` (bulk_move_running, bulk_move_undone, undo_expired).
    """
    row = BulkMove.objects.select_for_update(of=("self",)).filter(pk=bulk_move_id).first()
    if row is None:
        raise NotFound
    _check_undo(row)
    row.undo_requested_at = row.undo_requested_at or timezone.now()
    row.undo_run = start_run(kind=UNDO_KIND, owner_id=owner_id)
    row.save(update_fields=["undo_requested_at", "undo_run"])
    # Its mails don't leave any more, however late the task runs; so nothing else may tell either.
    moved = BulkMoveItem.objects.filter(bulk_move=row, outcome=ItemOutcome.MOVED)
    hold_for_good(dict(moved.values_list("stage_id", "application_id")), timezone.now())
    _send(row)
    return row


def _check_undo(row: BulkMove) -> None:
    run, undo = row.run, row.undo_run
    if (run is not None and run.state in OPEN) or (undo is not None and undo.state in OPEN):
        raise DomainError(
            "It is still running; cancel its task first.", code="bulk_move_running", title="Still running"
        )
    if row.state is BulkMoveState.UNDONE:
        raise DomainError("It has been undone already.", code="bulk_move_undone", title="Undone already")
    # Once an undoing has begun no mail leaves any more: one that was broken off may be taken up at any time.
    until = undo_until(row)
    if undo is None and (until is None or until <= timezone.now()):
        raise DomainError(
            "The mails of this move have left, or are about to.", code="undo_expired", title="Too late to undo"
        )


def undo_until(row: BulkMove) -> dt.datetime | None:
    """Until when it can be undone; None before anything was moved."""
    return row.mails_at - MARGIN if row.mails_at else None


def _send(row: BulkMove) -> None:
    from applications.tasks import bulk_move

    enqueue(bulk_move, str(row.pk))


def begin_moving(bulk_move_id: uuid.UUID) -> BulkMove:
    """The row, with the moment at which its mails leave: counted from now on, not from when it was asked for."""
    row: BulkMove = BulkMove.objects.select_for_update(of=("self",)).get(pk=bulk_move_id)
    if row.mails_at is None:
        row.mails_at = timezone.now() + dt.timedelta(minutes=row.mail_delay_minutes)
        row.save(update_fields=["mails_at"])
    return row


def move_batch(*, row: BulkMove, run: TaskRun) -> bool:
    """Move the next ones, in the caller's transaction; False when none is left. Raises `RunCancelled`."""
    items = _next(row, ItemOutcome.WAITING)
    if not items:
        return False
    step = Step(row.status, row.note, row.rejection_reason, row.mails_at if row.mail_delay_minutes else None)
    with acting_as(_actor(row)):
        stages = move_many(seen={item.application_id: item.from_status for item in items}, step=step)
    with connection.cursor() as cursor:
        made = [stage.pk if (stage := stages.get(item.application_id)) else None for item in items]
        cursor.execute(MOVED, [[item.pk for item in items], made])
    _report(row, run, "moved", done=(ItemOutcome.MOVED, ItemOutcome.CHANGED_MEANWHILE))
    return True


def undo_batch(*, row: BulkMove, run: TaskRun) -> bool:
    """Put back the next ones, like `move_batch`."""
    items = _next(row, ItemOutcome.MOVED)
    if not items:
        return False
    with acting_as(_actor(row)):
        taken = take_back(items=items, note=UNDO_NOTE)
    mine = BulkMoveItem.objects.filter(pk__in=[item.pk for item in items])
    mine.update(outcome=ItemOutcome.MOVED_SINCE)
    mine.filter(pk__in=[item.pk for item in items if item.application_id in taken]).update(outcome=ItemOutcome.UNDONE)
    _report(row, run, "put back", done=(ItemOutcome.UNDONE, ItemOutcome.MOVED_SINCE))
    return True


def _next(row: BulkMove, outcome: ItemOutcome) -> list[BulkMoveItem]:
    # Workers on one bulk move (its message came twice) take turns: none of them may end the run under another.
    BulkMove.objects.select_for_update(of=("self",)).get(pk=row.pk)
    return list(BulkMoveItem.objects.filter(bulk_move=row, outcome=outcome).order_by("pk")[:BATCH])


def _actor(row: BulkMove) -> Actor:
    return Actor(ActorKind(row.actor_kind), row.actor_name, row.created_by_id)


def _report(row: BulkMove, run: TaskRun, word: str, *, done: Collection[str]) -> None:
    # Each transaction ends with it: a run that was cancelled or given up takes its batch along.
    counts = outcomes(row)
    ready, total = sum(counts[outcome] for outcome in done), sum(counts.values())
    report(run, 100 * ready / max(total, 1), f"{ready:,} of {total:,} {word}")


def outcomes(row: BulkMove) -> Counter[str]:
    """How many items have come to what."""
    found = BulkMoveItem.objects.filter(bulk_move=row).values_list("outcome").annotate(count=Count("pk")).order_by()
    return Counter(dict(found))


def moved_result(row: BulkMove) -> dict[str, object]:
    """What the moving run answers."""
    counts = outcomes(row)
    changed = counts[ItemOutcome.CHANGED_MEANWHILE]
    late = {str(Skipped.CHANGED_MEANWHILE): changed} if changed else {}
    return {"bulk_move_id": str(row.pk), "moved": counts[ItemOutcome.MOVED], "skipped": {**row.skipped, **late}}


def undone_result(row: BulkMove) -> dict[str, object]:
    """What the undoing run answers."""
    counts = outcomes(row)
    since = counts[ItemOutcome.MOVED_SINCE]
    kept = {str(ItemOutcome.MOVED_SINCE): since} if since else {}
    return {"bulk_move_id": str(row.pk), "undone": counts[ItemOutcome.UNDONE], "not_undone": kept}
