"""The digest's words: for each job what has come in, and what waits for an answer. It names no candidate."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.choices import UNANSWERED
from applications.models import Application
from applications.queries import current
from employers.models import User
from hiretrack.notifications.branding import brand_of
from hiretrack.notifications.catalogue import DAILY_DIGEST, WEEKLY_DIGEST
from hiretrack.notifications.kinds import KINDS, Kind, Obsolete
from hiretrack.notifications.models import Message
from hiretrack.notifications.preferences import wants_mail
from hiretrack.notifications.reactions import RECRUITING
from hiretrack.notifications.recruiting.due import VALID
from hiretrack.notifications.unsubscribing import ending_of_notice
from hiretrack.notifications.wording import one_line, person
from jobs.models import Job

MOST = 15
"""Jobs that one mail names."""
Values = dict[str, Any]


def register() -> None:
    subjects = {DAILY_DIGEST: _("Your jobs on %(day)s"), WEEKLY_DIGEST: _("Your jobs in the week until %(day)s")}
    for kind, subject in subjects.items():
        KINDS[kind] = Kind("mail/digest.txt", subject, _values, _("Open"), VALID, layout="mail/digest.html")


def _values(message: Message) -> Values:
    user = User.objects.select_related("employer").filter(pk=message.entity_id, is_active=True).first()
    if user is None or not set(RECRUITING).intersection(user.roles):
        raise Obsolete("the account is gone, or recruits no more")
    if not wants_mail(message.kind, user):
        raise Obsolete("the recipient does not want it any more")
    since, until = (dt.datetime.fromisoformat(message.details[name]) for name in ("since", "until"))
    jobs = _jobs(user, since, until)
    if not jobs:
        raise Obsolete("there is nothing to tell")
    return {
        "greeting": person(user.name),
        "day": date_format(timezone.localtime(until - dt.timedelta(days=1)), "DATE_FORMAT"),
        "jobs": jobs[:MOST],
        "more": len(jobs) - MOST,
        "late": f"{settings.PUBLIC_URL}{reverse('admin:applications_application_changelist')}?answer=late",
        "late_count": sum(one["late"] for one in jobs),
        "is_weekly": message.kind == WEEKLY_DIGEST,
        "brand": brand_of(user.employer),
        "ahead": ", ".join(f"{one['title']}: {one['where']}" for one in jobs[:3]),
        "ending": ending_of_notice(message.kind, user),
    }


def _jobs(user: User, since: dt.datetime, until: dt.datetime) -> list[dict[str, Any]]:
    """Those that the user looks after, as notifications have it, and with which there is something; three queries."""
    rows = current().filter(job__in=Job.objects.filter(_looked_after_by(user)))
    new = _counted(rows.filter(created_at__gt=since, created_at__lte=until))
    late = _counted(rows.filter(status__in=UNANSWERED, answer_by__lt=timezone.now()))
    titles = Job.objects.filter(pk__in={*new, *late}).values_list("pk", "title")
    found = [line(pk, title, new.get(pk, 0), late.get(pk, 0)) for pk, title in titles]
    return sorted(found, key=lambda one: (-one["new"], -one["late"], one["title"]))


def _counted(rows: QuerySet[Application]) -> dict[uuid.UUID, int]:
    return dict(rows.order_by().values_list("job_id").annotate(Count("pk")))


def _looked_after_by(user: User) -> Q:
    staff = User.objects.filter(employer=user.employer, is_active=True, roles__overlap=RECRUITING)
    return Q(created_by=user) | Q(created_by=None) | ~Q(created_by__in=staff)


def line(job_id: uuid.UUID, title: str, new: int, late: int) -> dict[str, Any]:
    """What the mail says of one job."""
    parts = []
    if new:
        parts.append(ngettext("%(count)d new application", "%(count)d new applications", new) % {"count": new})
    if late:
        parts.append(ngettext("%(count)d overdue answer", "%(count)d overdue answers", late) % {"count": late})
    url = f"{settings.PUBLIC_URL}{reverse('office:board', args=[job_id])}"
    return {"title": one_line(title), "where": ", ".join(parts), "url": url, "new": new, "late": late}
