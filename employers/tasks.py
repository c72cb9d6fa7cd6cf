from __future__ import annotations

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore as FormerStore

from employers.sessions import SessionStore
from hiretrack.celery import PlatformTask, Urgency


@shared_task(base=PlatformTask, name="employers.clear_sessions", urgency=Urgency.LATER)
def clear_sessions() -> None:
    """Forget browser sessions that are past their time."""
    SessionStore.clear_expired()
    # Of the engine before 0005_browser_sessions: nothing opens them any more, and each names a person.
    FormerStore.clear_expired()
