"""What a provider says of itself (OpenID Connect Discovery 1.0), and its keys: fetched when needed, kept an hour."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from employers.federation.errors import ProviderAway
from employers.federation.providers import Provider
from employers.federation.wire import read

log = structlog.get_logger(__name__)

KEEP_SECONDS = 3600.0
FAILURE_PAUSE = 5.0
"""Whoever comes right after a failure is told at once, instead of waiting for the same."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Of ID tokens: signatures by a key pair. Never `none`, never a shared secret."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass
class _Kept:
    """One document of one provider, in this process."""

    load: Callable[[], dict[str, Any]]
    document: dict[str, Any] = field(default_factory=dict)
    loaded_at: float = float("-inf")
    failed_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, *, anew: bool = False) -> dict[str, Any]:
        with self.lock:
            if anew or time.monotonic() - self.loaded_at > KEEP_SECONDS:
                self._load()
            return self.document

    def _load(self) -> None:
        if time.monotonic() - self.failed_at < FAILURE_PAUSE:
            raise ProviderAway("It failed a moment ago.")
        try:
            self.document, self.loaded_at = self.load(), time.monotonic()
        except ProviderAway as error:
            self.failed_at = time.monotonic()
            log.warning("sign_in_provider_away", error=error.detail)
            raise


_kept: dict[tuple[str, Provider], _Kept] = {}
_lock = threading.Lock()


def metadata(provider: Provider) -> dict[str, Any]:
    """Raises `ProviderAway`."""
    return _document("metadata", provider, lambda: _metadata(provider)).get()


def keys(provider: Provider, *, anew: bool = False) -> dict[str, Any]:
    """The JSON Web Key set, of keys that could sign an ID token. Raises `ProviderAway`."""
    uri = metadata(provider)["jwks_uri"]
    return _document("keys", provider, lambda: _keys(provider, uri)).get(anew=anew)


def forget() -> None:
    """Fetch everything again at the next use."""
    with _lock:
        _kept.clear()


def _document(kind: str, provider: Provider, load: Callable[[], dict[str, Any]]) -> _Kept:
    with _lock:
        kept = _kept.setdefault((kind, provider), _Kept(load))
    kept.load = load
    return kept


def _metadata(provider: Provider) -> dict[str, Any]:
    found = read(provider, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != provider.issuer:
        raise ProviderAway(f"{provider.slug} calls itself by another issuer than the settings do.")
    if missing := [name for name in ENDPOINTS if not _is_address(provider, found.get(name))]:
        raise ProviderAway(f"{provider.slug} names no {missing[0]}.")
    offered = found.get("id_token_signing_alg_values_supported")
    known = offered if isinstance(offered, list) else ["RS256"]
    return found | {"id_token_signing_alg_values_supported": [name for name in ALGORITHMS if name in known]}


def _is_address(provider: Provider, given: Any) -> bool:
    schemes = ("https://", "http://") if provider.private else ("https://",)
    return isinstance(given, str) and given.startswith(schemes)


def _keys(provider: Provider, uri: str) -> dict[str, Any]:
    offered = read(provider, uri).get("keys")
    usable = [key for key in offered if _may_sign(key)] if isinstance(offered, list) else []
    if not usable:
        raise ProviderAway(f"{provider.slug} publishes no key that could sign.")
    return {"keys": usable}


def _may_sign(key: Any) -> bool:
    return isinstance(key, dict) and key.get("kty") in {"RSA", "EC"} and key.get("use", "sig") == "sig"
