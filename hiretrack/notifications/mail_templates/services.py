"""Writes: each one transaction in the employer's scope, with one journal entry."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import User
from employers.queries import own_employer
from employers.sealing import seal
from hiretrack.audit.services import record
from hiretrack.celery import enqueue
from hiretrack.errors import DomainError
from hiretrack.notifications.choices import MAIL_TEMPLATE_TEST
from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.mail_templates.originals import Text, original
from hiretrack.notifications.mail_templates.placeholders import check
from hiretrack.notifications.mail_templates.queries import known_kind
from hiretrack.notifications.mail_templates.rendering import written
from hiretrack.notifications.mail_templates.samples import applicant_values
from hiretrack.notifications.models import MailTemplate, Message
from hiretrack.notifications.wording import Content

TESTS, TESTS_WITHIN = 20, dt.timedelta(hours=1)


@transaction.atomic
def save_template(
    *, kind: str, subject: str, body: str, enabled: bool = True, by: uuid.UUID | None = None
) -> MailTemplate | None:
    """Send this instead of our own text from now on, also for mails that wait; None: it is our own text, so that
    there is nothing to keep. Raises `NotFound`, and `Invalid` as `check` does."""
    known = known_kind(kind)
    text = Text(subject.strip(), body.replace("\r\n", "\n").strip())
    check(known, subject=text.subject, body=text.body)
    if text == original(known):
        restore_original(kind=known)
        return None
    employer = own_employer()
    values = {"subject": text.subject, "body": text.body, "enabled": enabled, "updated_by_id": by}
    row, _made = MailTemplate.objects.update_or_create(employer=employer, kind=known, defaults=values)
    record("mail_template.changed", entity=row, kind=str(known), enabled=enabled)
    return row


@transaction.atomic
def restore_original(*, kind: str) -> bool:
    """Forget the employer's own text; whether there was one. Raises `NotFound`."""
    known = known_kind(kind)
    row = MailTemplate.objects.select_for_update(of=("self",)).filter(employer=own_employer(), kind=known).first()
    if row is None:
        return False
    record("mail_template.changed", entity=row, kind=str(known), enabled=False, restored=True)
    row.delete()
    return True


def preview(*, kind: str, subject: str, body: str) -> Content:
    """The mail as a candidate would get it, also while something is still wrong with it. Raises `NotFound`."""
    known, employer = known_kind(kind), own_employer()
    values = applicant_values(employer)
    return written(subject=subject, body=body, values=values, button=KINDS[known].button)


@transaction.atomic
def send_test(*, kind: str, subject: str, body: str, to: User) -> Message:
    """Send it to `to`, marked as a test. Raises `NotFound`, `Invalid`, and `DomainError` `rate_limited`."""
    known, employer = known_kind(kind), own_employer()
    check(known, subject=subject, body=body)
    _limit(to)
    note = _("This is a test of your mail template, sent by %(name)s to themselves.") % {"name": to.name}
    mark = f"[{_('Test')}] "
    values = applicant_values(employer)
    content = written(subject=subject, body=body, values=values, button=KINDS[known].button, note=note, mark=mark)
    return _queued(known, content, to)


def _limit(to: User) -> None:
    sent = Message.objects.filter(kind=MAIL_TEMPLATE_TEST, entity_id=to.pk)
    if sent.filter(created_at__gt=timezone.now() - TESTS_WITHIN).count() >= TESTS:
        raise DomainError(
            _("You have sent %(count)d tests in the last hour. Try again later.") % {"count": TESTS},
            code="rate_limited", title="Too many requests", status=429,
        )  # fmt: skip


def _queued(kind: str, content: Content, to: User) -> Message:
    """On its way like every mail; its words are sealed at once, because no row holds what is being tried out."""
    from hiretrack.notifications.tasks import deliver

    entry = record("mail_template.tested", entity=to, kind=kind)
    message: Message = Message.objects.create(
        kind=MAIL_TEMPLATE_TEST, cause_id=entry.pk, entity_id=to.pk, recipient=to.email,
        content=seal(content.packed()), details={"template": kind},
    )  # fmt: skip
    enqueue(deliver, str(message.pk), str(message.employer_id))
    return message
