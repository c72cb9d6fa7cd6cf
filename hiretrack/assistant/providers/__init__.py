"""Who writes the drafts, one file a provider. One that has no key is none."""

from __future__ import annotations

from django.conf import settings

from hiretrack.assistant.providers.anthropic import Anthropic
from hiretrack.assistant.providers.base import Asked, Away, Misconfigured, Provider, ProviderError, Reply, Stop

__all__ = ["Asked", "Away", "Misconfigured", "Provider", "ProviderError", "Reply", "Stop", "provider"]


def provider() -> Provider | None:
    """The configured one, or None."""
    return Anthropic() if settings.ANTHROPIC_API_KEY else None
