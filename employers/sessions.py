"""The engine of browser sessions (SESSION_ENGINE): Django's own in the database, which knows whose each is.

As Django's documentation extends it ("Extending database-backed session engines").
"""

from __future__ import annotations

import datetime as dt
import time
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from employers.browsers import told_by
from hiretrack.tenancy import new_id

SIGN_IN = "sign_in"
"""In a session's data, so that it outlives a new key: under which name it shows, since when, and what browser it is."""


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from employers.models import BrowserSession

        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        return _described(super().create_model_instance(data), data)

    async def acreate_model_instance(self, data: dict[str, Any]) -> Any:
        return _described(await super().acreate_model_instance(data), data)

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        if row is not None and row.user_id and not row.is_about_now:
            # Beside the session's own saving, which would make it last longer.
            row.note_seen()
        return row


def _described(row: Any, data: dict[str, Any]) -> Any:
    row.user_id = data.get(SESSION_KEY)
    if row.user_id and (known := data.get(SIGN_IN)):
        row.sign_in, row.browser, row.system = known["id"], known["browser"], known["system"]
        row.began_at = dt.datetime.fromtimestamp(known["at"], dt.UTC)
    return row


def note_sign_in(*, request: HttpRequest, **_sent: Any) -> None:
    """To the signal of whoever has just signed in: for so long and no longer, however often something is saved."""
    request.session.set_expiry(timezone.now() + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE))
    browser, system = told_by(request.META.get("HTTP_USER_AGENT", ""))
    request.session[SIGN_IN] = {"id": str(new_id()), "at": int(time.time()), "browser": browser, "system": system}


def own_sign_in(request: HttpRequest) -> uuid.UUID | None:
    """Under which name the request's own session shows."""
    known = request.session.get(SIGN_IN)
    return uuid.UUID(known["id"]) if known else None
