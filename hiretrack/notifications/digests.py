"""The mail of a job alert: the jobs that came out in its window, and a way to end it (RFC 8058)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applicants.models import JobAlert
from employers.models import User
from hiretrack.notifications import links
from hiretrack.notifications.catalogue import JOB_ALERT
from hiretrack.notifications.kinds import KINDS, Kind, Obsolete
from hiretrack.notifications.models import Message
from hiretrack.notifications.preferences import wants_mail
from hiretrack.notifications.searches import wanted
from hiretrack.notifications.unsubscribing import ending_of_alert
from hiretrack.notifications.wording import one_line, person
from hiretrack.tenancy import public_scope
from jobs.queries import public_item, public_jobs

MOST = 20
"""Jobs that one mail names."""
VALID = dt.timedelta(days=3)
Values = dict[str, Any]


def register() -> None:
    KINDS[JOB_ALERT] = Kind(
        "mail/job_alert.txt",
        _("New jobs: %(alert)s"),
        _values,
        valid=VALID,
        layout="mail/job_alert.html",
    )


def found(alert: JobAlert, since: dt.datetime, until: dt.datetime) -> QuerySet[Any, dict[str, Any]]:
    """Jobs published after `since` and up to `until` that the alert looks for, newest first; in the public scope."""
    rows = public_jobs(wanted(alert.search)).filter(published_at__gt=since, published_at__lte=until)
    return rows.order_by("-published_at", "-id")


def _values(message: Message) -> Values:
    alert = _wanted_alert(message)
    since, until = (dt.datetime.fromisoformat(message.details[name]) for name in ("since", "until"))
    with public_scope():
        rows = list(found(alert, since, until)[: MOST + 1])
    if not rows:
        raise Obsolete("the jobs are gone")
    return {
        "greeting": person(User.objects.only("name").get(pk=alert.user_id).name),
        "alert": one_line(alert.name),
        "jobs": [_job(public_item(row)) for row in rows[:MOST]],
        "ahead": ", ".join(one_line(row["title"], 60) for row in rows[:3]),
        "is_cut": len(rows) > MOST,
        "search": links.search(alert.search),
        "show_all": _("See all jobs"),
        "ending": ending_of_alert(alert),
    }


def _wanted_alert(message: Message) -> JobAlert:
    alert: JobAlert | None = JobAlert.objects.select_related("user").filter(pk=message.entity_id).first()
    if alert is None or not alert.is_active:
        raise Obsolete("the alert was ended")
    if not alert.user.is_active or not wants_mail(JOB_ALERT, alert.user):
        raise Obsolete("the recipient does not want it any more")
    return alert


def _job(item: dict[str, Any]) -> dict[str, str]:
    places = [one_line(part, 80) for part in (item["company"], item["location"]) if part]
    return {"title": one_line(item["title"]), "where": ", ".join(places), "url": item["url"]}
