"""Sessions of browsers, as Django has them, with whose they are: so that somebody can end one of their own."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.choices import Browser, System
from employers.models.accounts import User

SEEN_EVERY = dt.timedelta(hours=1)
"""So often it is noted that a browser was seen: a write with each page would cost more than it tells."""


class BrowserSession(AbstractBaseSession):
    """`sign_in` names it on pages: the key opens the account and is never shown.

    What kind of browser it is, is kept, and neither how that names itself nor where it was: for a person to tell their
    own devices apart that is enough. Who is signed in nowhere has none of this.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="browser_sessions")
    # Not unique: while a session gets a new key, there are two of it.
    sign_in = models.UUIDField(null=True)
    browser = models.CharField(max_length=16, choices=Browser.choices, blank=True)
    system = models.CharField(max_length=16, choices=System.choices, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(default=timezone.now)
    """Within the hour."""

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "browser session"
        verbose_name_plural = "browser sessions"
        indexes: ClassVar = [models.Index(fields=["user", "-seen_at"], name="session_of_user")]

    @classmethod
    def get_session_store_class(cls) -> Any:
        from employers.sessions import SessionStore

        return SessionStore

    def __str__(self) -> str:
        """As its owner knows it."""
        if self.browser and self.system:
            said = {"browser": self.get_browser_display(), "system": self.get_system_display()}
            return _("%(browser)s on %(system)s") % said
        return self.get_browser_display() or self.get_system_display() or _("A browser")

    @property
    def is_about_now(self) -> bool:
        """Whether it was seen as lately as is noted at all."""
        return self.seen_at >= timezone.now() - SEEN_EVERY

    def note_seen(self) -> None:
        """Once, of several requests that come at once."""
        same = BrowserSession.objects.filter(pk=self.pk, seen_at=self.seen_at)
        same.update(seen_at=timezone.now())
