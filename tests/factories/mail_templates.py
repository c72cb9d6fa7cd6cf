"""Mails in an employer's own words, in the open scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiretrack.notifications.mail_templates.services import save_template
from hiretrack.notifications.models import MailTemplate
from hiretrack.tenancy import new_id

if TYPE_CHECKING:
    from tests.api.foreign import Made, Neighbour


def worded(subject: str, kind: str = "status_rejected", **given: object) -> MailTemplate:
    made = save_template(kind=kind, subject=subject, body=f"{subject} {{{{ link }}}}", **given)  # type: ignore[arg-type]
    assert made is not None
    return made


def foreign(neighbour: Neighbour) -> Made:
    """The other employer's rejection. Kinds are everybody's: as an address it names none."""
    from tests.api.foreign import SECRET

    worded(SECRET)
    return {"kind": new_id()}
