"""Errors of the domain. They know no HTTP framework; `hiretrack.api.problems` turns them into RFC 9457 answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with the input. `pointer` is a JSON Pointer (RFC 6901) into the body, such as `/salary_min`."""

    pointer: str
    code: str
    detail: str


@dataclass
class DomainError(Exception):
    """A rule said no. `code` is stable and documented under /problems/<code>; `status` is what HTTP would answer."""

    detail: str
    code: str = "conflict"
    title: str = "The request conflicts with the current state"
    status: int = 409
    errors: list[FieldError] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.detail


@dataclass
class Invalid(DomainError):
    """Input that can be read but not accepted; `errors` names every field at once."""

    code: str = "validation_failed"
    title: str = "The request is not valid"
    status: int = 422


@dataclass
class NotFound(DomainError):
    """No such object in the caller's scope. Also said of another employer's objects, never 403."""

    detail: str = "There is no such object."
    code: str = "not_found"
    title: str = "Not found"
    status: int = 404


@dataclass
class Forbidden(DomainError):
    """The caller's role does not allow this."""

    detail: str = "Your role does not allow this."
    code: str = "forbidden"
    title: str = "Forbidden"
    status: int = 403


@dataclass
class Unavailable(DomainError):
    """A part the operation needs is away; trying again later may help."""

    code: str = "unavailable"
    title: str = "Temporarily unavailable"
    status: int = 503
