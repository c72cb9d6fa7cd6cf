"""Errors of the API itself, beside the domain's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hiretrack.errors import DomainError

Item = dict[str, str]


@dataclass
class Refusal(DomainError):
    """A problem with headers of its own, and with error items that name parameters or headers."""

    items: list[Item] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def refusal(code: str, detail: str, **given: Any) -> Refusal:
    from hiretrack.api.problems.registry import PROBLEMS

    kind = PROBLEMS[code]
    return Refusal(detail, code=code, title=kind.title, status=kind.status, **given)


class BadRequest(Refusal):
    """400 with one item per thing that is wrong."""

    def __init__(self, code: str, detail: str, items: list[Item] | None = None) -> None:
        super().__init__(detail, code=code, title="", status=400, items=items or [])


def parameter_item(name: str, code: str, detail: str) -> Item:
    return {"parameter": name, "code": code, "detail": detail}


def invalid_parameter(name: str, detail: str, code: str = "invalid") -> BadRequest:
    return BadRequest("invalid_parameter", "A query parameter cannot be used.", [parameter_item(name, code, detail)])


def unauthenticated(code: str = "authentication_required", detail: str = "") -> Refusal:
    """401; the answer carries `WWW-Authenticate` (RFC 6750)."""
    return refusal(code, detail or "Sign in, or send an API key.")
