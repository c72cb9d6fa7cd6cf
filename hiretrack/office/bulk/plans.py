"""What would happen to whom, and to whom not and why: shown before anything is done."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from applications.choices import ApplicationStatus
from applications.models import Application
from applications.services import Plan as MovePlan
from applications.services import Step, plan_bulk_move
from applications.services.moves import MAX_NOTE
from hiretrack.office.bulk.selection import Selection
from shortlists.models import ShortlistEntry

NAMED = 50
"""So many of a group are called by name, the others are counted."""


@dataclass(frozen=True, slots=True)
class Group:
    """Applications that share a fate."""

    words: str
    count: int
    names: list[str]

    @property
    def others(self) -> int:
        return self.count - len(self.names)


@dataclass(frozen=True, slots=True)
class Shown:
    """`token` changes with what would happen: confirming another plan than the one seen is refused."""

    doing: list[Group]
    skipped: list[Group] = field(default_factory=list)
    token: str = ""

    @property
    def count(self) -> int:
        return sum(group.count for group in self.doing)

    @property
    def left_out(self) -> int:
        return sum(group.count for group in self.skipped)


def step_of(kind: str, given: dict[str, Any]) -> Step:
    status = ApplicationStatus.REJECTED if kind == "reject" else given["status"]
    return Step(str(status), given["note"][:MAX_NOTE], given.get("rejection_reason", ""))


def move_plan(selection: Selection, step: Step) -> tuple[MovePlan, Shown]:
    """Five queries however many: the plan, and the names of those that are named."""
    plan = plan_bulk_move(step=step, application_ids=selection.ids)
    by_status: dict[str, list[uuid.UUID]] = {}
    for pk, seen, _answer_by in plan.moving:
        by_status.setdefault(seen, []).append(pk)
    names = _names([ids[:NAMED] for ids in (*by_status.values(), *plan.skipped.values())])
    after = ApplicationStatus(step.status).label
    doing = [
        _group(_("%(before)s → %(after)s") % {"before": ApplicationStatus(seen).label, "after": after}, ids, names)
        for seen, ids in by_status.items()
    ]
    skipped = [_group(str(reason.label), ids, names) for reason, ids in plan.skipped.items()]
    return plan, Shown(doing, skipped, plan.token)


def people_plan(selection: Selection, words: str, token: str = "") -> Shown:
    """Of what is done to the persons: each once, however often they have applied."""
    rows = selection.rows.order_by("applicant_id", "pk").distinct("applicant_id")
    going = list(rows.filter(applicant__erased_at=None).values_list("pk", flat=True))
    erased = list(rows.exclude(applicant__erased_at=None).values_list("pk", flat=True))
    names = _names([going[:NAMED]])
    skipped = [_group(_("The person was erased"), erased, {})] if erased else []
    return Shown([_group(words, going, names)] if going else [], skipped, token)


def shortlist_plan(selection: Selection) -> Shown:
    rows = list(selection.rows.filter(superseded_by=None).values_list("pk", "job_id", "applicant_id"))
    standing = ShortlistEntry.objects.filter(
        shortlist__job__in={job for _pk, job, _person in rows}, superseded_by=None
    ).values_list("shortlist__job_id", "applicant_id")
    there = set(standing)
    going = [pk for pk, job, person in rows if (job, person) not in there]
    already = [pk for pk, job, person in rows if (job, person) in there]
    names = _names([going[:NAMED], already[:NAMED]])
    skipped = [_group(_("Already on the shortlist"), already, names)] if already else []
    return Shown([_group(_("Onto the shortlist of their job"), going, names)] if going else [], skipped)


def _group(words: str, ids: Collection[uuid.UUID], names: dict[uuid.UUID, str]) -> Group:
    return Group(words, len(ids), [names[pk] for pk in list(ids)[:NAMED] if pk in names])


def _names(groups: Collection[Collection[uuid.UUID]]) -> dict[uuid.UUID, str]:
    wanted = [pk for ids in groups for pk in ids]
    rows = Application.objects.filter(pk__in=wanted).select_related("applicant", "job")
    return {row.pk: f"{row.person.name} – {row.job.title}" for row in rows}
