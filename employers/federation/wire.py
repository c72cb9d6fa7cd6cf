"""Requests to providers, through the one way out: bounded in time and size, never redirected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.auth import ClientAuth

from employers.federation.errors import ProviderAway
from employers.federation.providers import Provider
from hiretrack.outbound import Answer, OutboundError, send

SECONDS = 3.0
MAX_BYTES = 256 * 1024


def read(provider: Provider, url: str, **headers: str) -> dict[str, Any]:
    """The JSON object at `url`. Raises `ProviderAway`."""
    answer = call(provider, "GET", url, headers={"Accept": "application/json", **headers})
    if answer.status != 200:
        raise ProviderAway(f"{provider.slug} answered {answer.status}.")
    return parsed(provider, answer)


def parsed(provider: Provider, answer: Answer) -> dict[str, Any]:
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise ProviderAway(f"{provider.slug} sent no JSON.") from error
    if not isinstance(document, dict):
        raise ProviderAway(f"{provider.slug} sent no JSON object.")
    return document


def call(provider: Provider, method: str, url: str, **given: Any) -> Answer:
    if not provider.private and not url.startswith("https://"):
        raise ProviderAway(f"{provider.slug} names an address without TLS.")
    try:
        return send(method, url, seconds=SECONDS, max_bytes=MAX_BYTES, operator_configured=provider.private, **given)
    except OutboundError as error:
        raise ProviderAway(f"{provider.slug}: {error}") from error


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """As much of an HTTP response as Authlib reads of one."""

    status_code: int
    document: dict[str, Any]

    def json(self) -> dict[str, Any]:
        return self.document

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise ProviderAway(f"The provider answered {self.status_code}.")


@dataclass(frozen=True, slots=True)
class TokenSession:
    """What Authlib posts to the token endpoint with."""

    provider: Provider

    def post(self, url: str, *, data: dict[str, str], headers: dict[str, str], auth: ClientAuth) -> TokenAnswer:
        url, headers, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        answer = call(self.provider, "POST", url, headers=headers, content=body.encode())
        if answer.status >= 500:
            raise ProviderAway(f"{self.provider.slug} answered {answer.status}.")
        return TokenAnswer(answer.status, parsed(self.provider, answer))
