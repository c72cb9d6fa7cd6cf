"""Everything that can be done to many applications: what is asked, what it would do, and how it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.models import User
from hiretrack.notifications.choices import MAILING
from hiretrack.notifications.mail_templates.placeholders import check
from hiretrack.notifications.mailings import preview
from hiretrack.notifications.wording import Content
from hiretrack.office.bulk import doing, plans
from hiretrack.office.bulk.forms import MailForm, MoveForm, RejectForm, ShortlistForm, TagForm
from hiretrack.office.bulk.once import minted
from hiretrack.office.bulk.plans import Shown
from hiretrack.office.bulk.selection import Selection

Given = dict[str, Any]
PREVIEWED = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """`check` raises `Invalid` for what the form alone cannot judge; `samples` are mails as they would be sent."""

    slug: str
    title: Promise
    button: Promise
    form: type[forms.Form]
    plan: Callable[[Selection, Given], Shown]
    do: Callable[[Selection, Given, str, User], doing.Done]
    check: Callable[[Given], None] = lambda _given: None
    samples: Callable[[Selection, Given], list[Content]] = lambda _selection, _given: []
    is_harsh: bool = False


def _step_plan(kind: str) -> Callable[[Selection, Given], Shown]:
    return lambda selection, given: plans.move_plan(selection, plans.step_of(kind, given))[1]


def _step(kind: str) -> Callable[[Selection, Given, str, User], doing.Done]:
    return lambda selection, given, token, user: doing.move(selection, given, kind=kind, token=token, user=user)


def _samples(selection: Selection, given: Given) -> list[Content]:
    rows = selection.rows.filter(superseded_by=None, applicant__erased_at=None).select_related("applicant")
    # A hidden person is called by their alias here; their own mail calls them by name.
    words = {name: given[name] for name in ("subject", "body", "appointment")}
    return [
        preview(application_id=row.pk, hidden_name=row.person.name if row.person.hidden else "", **words)
        for row in rows.order_by("pk")[:PREVIEWED]
    ]


KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "move", gettext_lazy("Move applications"), gettext_lazy("Move"), MoveForm, _step_plan("move"), _step("move")
        ),
        Kind(
            "reject", gettext_lazy("Reject applications"), gettext_lazy("Reject"), RejectForm, _step_plan("reject"),
            _step("reject"), is_harsh=True,
        ),
        Kind(
            "tag", gettext_lazy("Tag candidates"), gettext_lazy("Tag"), TagForm,
            lambda selection, _given: plans.people_plan(selection, _("Are tagged")),
            lambda selection, given, _token, _user: doing.tag(selection, given),
        ),
        Kind(
            "mail", gettext_lazy("Write to candidates"), gettext_lazy("Send"), MailForm,
            lambda selection, _given: plans.people_plan(selection, _("Get a mail of their own"), minted()),
            lambda selection, given, token, user: doing.mail(selection, given, token=token, user=user),
            check=lambda given: check(MAILING, subject=given["subject"], body=given["body"]),
            samples=_samples,
        ),
        Kind(
            "shortlist", gettext_lazy("Add to shortlists"), gettext_lazy("Add"), ShortlistForm,
            lambda selection, _given: plans.shortlist_plan(selection),
            lambda selection, _given, _token, _user: doing.shortlist(selection),
        ),
    )
}  # fmt: skip
