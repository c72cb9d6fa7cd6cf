"""Every mail to applicants and in whose words it is, in the open scope."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from hiretrack.errors import Forbidden, NotFound
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.mail_templates.originals import Text, original
from hiretrack.notifications.mail_templates.placeholders import Placeholder, known_to
from hiretrack.notifications.models import MailTemplate
from hiretrack.tenancy import require_scope


@dataclass(frozen=True, slots=True)
class Worded:
    """One kind of mail: our text, and the employer's own if there is one."""

    kind: ApplicantMail
    original: Text
    own: MailTemplate | None

    @property
    def is_own(self) -> bool:
        """Whether the employer's words are what is sent."""
        return self.own is not None and self.own.enabled

    @property
    def text(self) -> Text:
        """What there is to edit."""
        return self.original if self.own is None else Text(self.own.subject, self.own.body)

    @property
    def sent(self) -> Text:
        """What applicants get."""
        return self.text if self.is_own else self.original


def known_kind(kind: str) -> ApplicantMail:
    """Raises `NotFound` for what is no mail to applicants."""
    if kind not in ApplicantMail.values:
        raise NotFound
    return ApplicantMail(kind)


def all_mails() -> list[Worded]:
    """One query for all of them. Raises `Forbidden` outside an employer's scope, as all of this does."""
    found = MailTemplate.objects.filter(employer_id=_home()).select_related("updated_by")
    rows = {row.kind: row for row in found}
    return [Worded(kind, original(kind), rows.get(kind)) for kind in ApplicantMail]


def mail(kind: str, *, lock: bool = False) -> Worded:
    """Raises `NotFound` for what is no mail to applicants."""
    known = known_kind(kind)
    rows = MailTemplate.objects.select_related("updated_by").filter(employer_id=_home(), kind=known)
    found = rows.select_for_update(of=("self",)).first() if lock else rows.first()
    return Worded(known, original(known), found)


def _home() -> uuid.UUID:
    employer_id = require_scope().employer_id
    if employer_id is None:
        raise Forbidden("You belong to no employer.")
    return employer_id


def item(one: Worded) -> dict[str, Any]:
    """As the API answers it."""
    own = one.own
    return {
        "kind": str(one.kind),
        "title": str(one.kind.label),
        "subject": one.text.subject,
        "body": one.text.body,
        "is_own": own is not None,
        "enabled": own is None or own.enabled,
        "original": {"subject": one.original.subject, "body": one.original.body},
        "placeholders": [_placeholder(each) for each in known_to(one.kind)],
        "updated_by_id": own.updated_by_id if own else None,
        "updated_at": own.updated_at if own else None,
    }


def _placeholder(one: Placeholder) -> dict[str, Any]:
    return {"name": one.name, "meaning": str(one.meaning), "is_required": one.required}
