"""How signing in elsewhere can fail."""

from __future__ import annotations

from dataclasses import dataclass

from hiretrack.errors import DomainError, Unavailable


@dataclass
class ProviderAway(Unavailable):
    """The provider could not be reached, was too slow, or sent what cannot be read; later it may go well."""

    code: str = "provider_unavailable"
    title: str = "The other site does not answer"


@dataclass
class ProviderRefused(DomainError):
    """What came back proves nobody: wrong signature, issuer, audience, nonce or time, or the provider said no."""

    code: str = "provider_refused"
    title: str = "The other site's answer was not accepted"
    status: int = 422


@dataclass
class SignInCancelled(DomainError):
    """The person said no at the provider."""

    code: str = "sign_in_cancelled"
    title: str = "Cancelled"
    status: int = 422
