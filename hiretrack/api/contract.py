"""What the `operation` decorator notes on a handler: the view enforces it, the schema documents it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

HandlerT = TypeVar("HandlerT", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Contract:
    operation_id: str
    summary: str
    tags: tuple[str, ...]
    description: str = ""
    request: Any = None
    responses: Mapping[int, Any] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    examples: tuple[Any, ...] = ()
    parameters: tuple[Any, ...] = ()
    paginated: bool = False
    etag: bool = False

    @property
    def query_names(self) -> frozenset[str]:
        """The query parameters that `parameters` documents."""
        return frozenset(p.name for p in self.parameters if getattr(p, "location", None) == "query")

    @property
    def repeatable(self) -> frozenset[str]:
        return frozenset(p.name for p in self.parameters if getattr(p, "many", False))


def contract_of(handler: Any) -> Contract | None:
    return getattr(handler, "contract", None)


def operation(
    operation_id: str,
    *,
    summary: str,
    tags: Sequence[str],
    description: str = "",
    request: Any = None,
    responses: Any = None,
    errors: Sequence[str] = (),
    examples: Sequence[Any] = (),
    parameters: Sequence[Any] = (),
    paginated: bool = False,
    etag: bool = False,
) -> Callable[[HandlerT], HandlerT]:
    """Document a handler; `ContractView` also holds callers to it.

    `request`: the body's serializer; without one, a body with members is refused.
    `responses`: `{status: serializer or None}`, or one serializer for 200. With `paginated` the serializer is an
    item's, and `limit`, `cursor` and `include` are accepted.
    `errors`: the codes that this operation adds to the ones that its kind has anyway.
    `examples`: `OpenApiExample`s; `request_only` and `response_only` say which.
    `parameters`: `OpenApiParameter`s; their names become known query parameters.
    `etag`: the answer carries an ETag; GET honours `If-None-Match`, PATCH, PUT and DELETE take `If-Match`.
    """
    answers = dict(responses) if isinstance(responses, Mapping) else {200: responses}
    made = Contract(
        operation_id, summary, tuple([tags] if isinstance(tags, str) else tags), description, request, answers,
        tuple(errors), tuple(examples), tuple(parameters), paginated, etag,
    )  # fmt: skip

    def decorate(handler: HandlerT) -> HandlerT:
        handler.contract = made  # type: ignore[attr-defined]
        return handler

    return decorate
