"""Where people want to hear of what. Without a row, the catalogue's defaults hold."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from employers.models import User
from hiretrack.audit.services import record
from hiretrack.errors import FieldError, Invalid
from hiretrack.notifications.catalogue import EMAIL, IN_APP, NOTICES, Notice, known_to
from hiretrack.notifications.models import NotificationPreference
from hiretrack.tenancy import all_tenants, employer_scope


@dataclass(frozen=True, slots=True)
class Wanted:
    email: bool
    in_app: bool


def home_of(user: User) -> uuid.UUID | None:
    """The employer in whose scope the user's rows lie; None for candidates and platform admins."""
    return user.employer_id if user.is_staff else None


def scope_of(employer_id: uuid.UUID | None) -> AbstractContextManager[Any]:
    """Where rows of a person at this employer can be written: a person's own scope only reads."""
    return employer_scope(employer_id) if employer_id else all_tenants(reason="a person's own notifications")


def wanted(kind: str, users: Collection[User]) -> dict[uuid.UUID, Wanted]:
    """By user id, within a scope that holds the users' rows."""
    notice = NOTICES[kind]
    rows = NotificationPreference.objects.filter(kind=kind, user_id__in=[user.pk for user in users])
    stored = {row.user_id: row for row in rows}
    return {user.pk: _effective(notice, stored.get(user.pk)) for user in users}


def wants_mail(kind: str, user: User) -> bool:
    """Whether the mail of this kind may go to `user`; in any scope."""
    if EMAIL in NOTICES[kind].fixed:
        return NOTICES[kind].email
    with scope_of(home_of(user)):
        return wanted(kind, [user])[user.pk].email


def chosen(user: User) -> list[dict[str, Any]]:
    """Every kind that the user can be told of, and where they hear of it."""
    with scope_of(home_of(user)):
        stored = {row.kind: row for row in NotificationPreference.objects.filter(user=user)}
    return [_shown(notice, stored.get(notice.kind)) for notice in known_to(roles_of(user))]


def choose(*, user: User, changes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Change some of them: `{kind, email?, in_app?}` each. Raises `Invalid` naming everything that cannot be."""
    asked = list(changes)
    _check(user, asked)
    with scope_of(home_of(user)):
        for change in asked:
            _set(user, change)
        if asked:
            kinds = sorted(change["kind"] for change in asked)
            record("user.notification_preferences_changed", entity=user, employer_id=home_of(user), kinds=kinds)
    return chosen(user)


def roles_of(user: User) -> list[str]:
    return ["platform"] if user.is_superuser else list(user.roles)


def _effective(notice: Notice, row: NotificationPreference | None) -> Wanted:
    if row is None:
        return Wanted(notice.email, notice.in_app)
    email = notice.email if EMAIL in notice.fixed else row.email
    return Wanted(email, notice.in_app if IN_APP in notice.fixed else row.in_app)


def _shown(notice: Notice, row: NotificationPreference | None) -> dict[str, Any]:
    now = _effective(notice, row)
    fixed = [{"channel": channel, "reason": str(reason)} for channel, reason in notice.fixed.items()]
    return {"kind": notice.kind, "title": str(notice.title), EMAIL: now.email, IN_APP: now.in_app, "fixed": fixed}


def _set(user: User, change: Mapping[str, Any]) -> None:
    notice = NOTICES[change["kind"]]
    given = {channel: change[channel] for channel in (EMAIL, IN_APP) if channel in change}
    NotificationPreference.objects.update_or_create(
        employer_id=home_of(user),
        user=user,
        kind=notice.kind,
        defaults=given,
        create_defaults={EMAIL: notice.email, IN_APP: notice.in_app, **given},
    )


def _check(user: User, changes: list[Mapping[str, Any]]) -> None:
    known = {notice.kind: notice for notice in known_to(roles_of(user))}
    seen: set[str] = set()
    errors: list[FieldError] = []
    for place, change in enumerate(changes):
        errors += _wrong(f"/items/{place}", change, known, seen)
        seen.add(change["kind"])
    if errors:
        raise Invalid("These preferences cannot be set.", errors=errors)


def _wrong(at: str, change: Mapping[str, Any], known: Mapping[str, Notice], seen: Collection[str]) -> list[FieldError]:
    notice = known.get(change["kind"])
    if notice is None:
        return [FieldError(f"{at}/kind", "unknown_kind", f"Choose among {', '.join(known) or 'none'}.")]
    if notice.kind in seen:
        return [FieldError(f"{at}/kind", "repeated", "Name each kind once.")]
    default = {EMAIL: notice.email, IN_APP: notice.in_app}
    return [
        FieldError(f"{at}/{channel}", "fixed", f"This cannot be changed. {reason}")
        for channel, reason in notice.fixed.items()
        if change.get(channel, default[channel]) != default[channel]
    ]
