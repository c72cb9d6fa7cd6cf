"""A tag gets another name with everybody who bears it; if that name is taken, two tags become one."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.models import Applicant, SavedSearch
from applicants.queries.search import Wanted, matching
from applicants.terms import checked_terms
from employers.models import Employer
from hiretrack.audit.services import entry, record, record_many
from hiretrack.background.models import TaskRun
from hiretrack.background.services import report, start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.context import current_actor
from hiretrack.errors import FieldError, Forbidden, Invalid
from hiretrack.tenancy import require_scope

KIND = "applicants.tags"
AT_ONCE = 300
"""People of one transaction; when there are more, a task goes on."""


@transaction.atomic
def start_renaming(*, old: str, new: str) -> tuple[int, TaskRun | None]:
    """Rename `old` with everybody in the employer's open scope; an empty `new` takes it away.

    Answers how many were changed, and a run when there are more than can be changed at once. Raises `Invalid`,
    `Forbidden`.
    """
    employer_id = require_scope().employer_id
    if employer_id is None:
        raise Forbidden(_("Tags are renamed by an employer's own people."))
    old, new = _checked(old), _checked(new) if new.strip() else ""
    record("tag.removed" if not new else "tag.renamed", entity=Employer(pk=employer_id), employer_id=employer_id)
    if new:
        _rename_in_searches(old, new)
    if bearing(old)[: AT_ONCE + 1].count() <= AT_ONCE:
        return rename_tag(old=old, new=new)[0], None
    run = start_run(kind=KIND, owner_id=current_actor().user_id)
    run.result = {"old": old, "new": new}
    run.save(update_fields=["result"])
    _send(run)
    return 0, run


def _rename_in_searches(old: str, new: str) -> None:
    """A search that somebody keeps goes on finding the same people."""
    rows = SavedSearch.objects.select_for_update(of=("self",)).filter(query__has_key="tag").order_by("pk")
    for search in rows:
        tags = search.query["tag"]
        put = (new if tag.casefold() in {old.casefold(), new.casefold()} else tag for tag in tags)
        renamed = [*dict.fromkeys(put)]
        if renamed != tags:
            SavedSearch.objects.filter(pk=search.pk).update(query=search.query | {"tag": renamed})


def bearing(tag: str) -> QuerySet[Applicant]:
    """Also those merged into others: they may be parted again."""
    return matching(Wanted(tags=(tag,)), Applicant.objects.filter(erased_at=None)).order_by("pk")


@transaction.atomic
def rename_tag(*, old: str, new: str, after: uuid.UUID | None = None) -> tuple[int, uuid.UUID | None]:
    """One batch, in the order of ids: how many were changed, and behind whom to go on (None: all done)."""
    rows = bearing(old) if after is None else bearing(old).filter(pk__gt=after)
    people = list(rows.select_for_update(of=("self",), no_key=True)[:AT_ONCE])
    changed = [person for person in people if _renamed(person, old, new)]
    Applicant.objects.bulk_update(changed, ["tags", "updated_at"])
    record_many(
        entry("applicant.updated", entity=person, employer_id=person.employer_id, fields=["tags"]) for person in changed
    )
    return len(changed), people[-1].pk if len(people) == AT_ONCE else None


def _renamed(person: Applicant, old: str, new: str) -> bool:
    tags = [new if tag.casefold() == old.casefold() else tag for tag in person.tags]
    kept = {tag.casefold(): tag for tag in reversed(tags) if tag}
    # In their order, each once; where two became one, in the new form.
    tidy = [new if tag == new.casefold() else kept[tag] for tag in dict.fromkeys(t.casefold() for t in tags if t)]
    if tidy == person.tags:
        return False
    person.tags, person.updated_at = tidy, timezone.now()
    return True


def carry_out_renaming(*, task: PlatformTask, run: TaskRun) -> dict[str, int]:
    """The task's work, batch by batch; begun again it changes only what has not been changed yet."""
    asked, done, after = dict(run.result or {}), 0, None
    while True:
        with task.scope():
            changed, after = rename_tag(old=asked["old"], new=asked["new"], after=after)
            done += changed
            report(run, 50, f"{done:,}")
        if after is None:
            return {"applicants": done}


def resend_renamings() -> int:
    """Send again the renamings whose message was lost; how many."""
    return resend_silent(kind=KIND, send=_send)


def _send(run: TaskRun) -> None:
    from applicants.tasks import rename_tags

    enqueue(rename_tags, str(run.pk))


def _checked(tag: str) -> str:
    try:
        tags = checked_terms({"tags": [tag]})["tags"]
    except Invalid as invalid:
        raise _refused("max_length", invalid.errors[0].detail) from invalid
    if not tags:
        raise _refused("required", _("Give the tag a name."))
    return tags[0]


def _refused(code: str, detail: str) -> Invalid:
    return Invalid(detail, errors=[FieldError("/tag", code, detail)])
