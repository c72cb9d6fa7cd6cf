"""Signing in with an account elsewhere: OpenID Connect's authorization code flow, with Authlib for the protocol."""

from employers.federation.errors import ProviderAway, ProviderRefused, SignInCancelled
from employers.federation.flow import Begun, begin, finish
from employers.federation.person import Person
from employers.federation.providers import Provider, provider, providers

__all__ = [
    "Begun",
    "Person",
    "Provider",
    "ProviderAway",
    "ProviderRefused",
    "SignInCancelled",
    "begin",
    "finish",
    "provider",
    "providers",
]
