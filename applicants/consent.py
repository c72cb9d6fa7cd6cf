"""What somebody agreed to: purpose, time, the policy's version, and where it was asked."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

PURPOSE = "recruitment"


def given(*, policy_version: str, source: str, at: dt.datetime | None = None) -> dict[str, str]:
    """A consent for the record. Without versions of its own a policy is named by its address."""
    moment = (at or timezone.now()).astimezone(dt.UTC)
    return {
        "purpose": PURPOSE,
        "given_at": moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "policy_version": policy_version[:500],
        "source": source,
    }
