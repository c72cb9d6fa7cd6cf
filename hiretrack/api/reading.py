"""What a request may carry, by what its view declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.permissions import SAFE_METHODS

from hiretrack.api.contract import Contract
from hiretrack.api.problems import BadRequest, refusal
from hiretrack.api.query import Known

Names = Iterable[str] | Mapping[str, Iterable[str]]
_KNOWN: dict[tuple[type, str], Known] = {}


def known_of(view: Any, contract: Contract | None) -> Known:
    """`known_parameters`, worked out once per operation."""
    key = (type(view), view.operation_name)
    if key not in _KNOWN:
        _KNOWN[key] = known_parameters(view, contract)
    return _KNOWN[key]


def known_parameters(view: Any, contract: Contract | None) -> Known:
    """The query parameters of the view's current operation; the schema asks too."""
    name = view.operation_name
    reading = view.request.method in SAFE_METHODS
    listing = reading and (contract is None or contract.paginated)
    serializer = view.query_serializer
    return Known(
        names=_names(view.query_parameters, name) | (contract.query_names if contract else frozenset()),
        repeatable=_names(view.repeatable_parameters, name) | (contract.repeatable if contract else frozenset()),
        paginated=bool(contract and contract.paginated),
        selectable=view.selectable if reading else frozenset(),
        expandable=view.expandable if reading else frozenset(),
        serializer_class=serializer.get(name) if isinstance(serializer, Mapping) else (serializer if reading else None),
        filterset_class=view.filterset_class if listing else None,
    )


def _names(declared: Names, name: str) -> frozenset[str]:
    return frozenset(declared.get(name, ()) if isinstance(declared, Mapping) else declared)


JSON_RANGES = frozenset({"*/*", "application/*", "application/json", "application/problem+json"})


def check_accept(accept: str, also: frozenset[str] = frozenset()) -> None:
    """406 when JSON is excluded, and each type of `also`. No negotiation beyond that: there is one media type."""
    if accept in {"", "*/*", "application/json"}:
        return
    for part in accept.split(","):
        media_range, _, parameters = part.partition(";")
        wanted = media_range.strip().lower() in JSON_RANGES | also
        if wanted and parameters.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            return
    raise refusal("not_acceptable", "")


def unasked(data: Any) -> BadRequest:
    names = list(data) if isinstance(data, dict) else [""]
    items = [
        {"pointer": f"/{name}" if name else "", "code": "unknown_field", "detail": "This operation takes no body."}
        for name in names
    ]
    return BadRequest("unknown_field", "This operation takes no body.", items)
