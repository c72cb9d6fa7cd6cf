"""Default deny: every handler of every /v1 address says who may call it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from hiretrack.api.contract import contract_of
from hiretrack.api.permissions import ANYONE, PUBLIC, admits
from hiretrack.api.principals import Principal
from hiretrack.api.views import ContractView
from hiretrack.context import ActorKind

METHODS = ("get", "post", "put", "patch", "delete")
# Django views of our own that serve the document and its viewers.
PAGES = {"api-openapi", "api-docs", "api-redoc"}


def patterns(resolver: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address)
        else:
            yield address, entry


def endpoints() -> list[tuple[str, URLPattern]]:
    found = patterns(get_resolver("hiretrack.urls"))
    return [(address, entry) for address, entry in found if address.startswith("v1/") and entry.name not in PAGES]


def handlers(view: Any) -> dict[str, Any]:
    actions = getattr(view, "actions", None) or {m: m for m in METHODS if hasattr(view.cls, m)}
    return {name: getattr(view.cls, name) for method, name in actions.items() if method in METHODS}


def test_every_address_is_a_contract_view() -> None:
    strangers = [address for address, entry in endpoints() if not issubclass(entry.callback.cls, ContractView)]

    assert endpoints()
    assert strangers == []


def test_every_handler_says_who_may_call_it() -> None:
    silent = [
        f"{address} {name}"
        for address, entry in endpoints()
        for name in handlers(entry.callback)
        if name not in entry.callback.cls.allowed
    ]

    assert silent == []


def test_every_handler_is_documented() -> None:
    bare = [
        f"{address} {name}"
        for address, entry in endpoints()
        for name, handler in handlers(entry.callback).items()
        if contract_of(handler) is None
    ]

    assert bare == []


def test_nothing_is_declared_for_handlers_that_are_not_there() -> None:
    extra = [
        f"{address} {name}"
        for address, entry in endpoints()
        for name in {*entry.callback.cls.allowed, *entry.callback.cls.idempotent} - {"head"}
        if not hasattr(entry.callback.cls, name)
    ]

    assert extra == []


@pytest.mark.parametrize(
    ("allowed", "signed_in", "expected"),
    [
        (None, True, False),
        (frozenset(), True, False),
        (frozenset({"viewer"}), True, True),
        (frozenset({"recruiter"}), True, False),
        (frozenset({"viewer"}), False, False),
        (PUBLIC, False, True),
        (ANYONE, True, True),
    ],
)
def test_roles_admit(allowed: Any, signed_in: bool, expected: bool) -> None:
    viewer = Principal(None, None, frozenset({"viewer"}), ActorKind.USER, "V")

    assert admits(allowed, viewer if signed_in else None) is expected


def test_open_sets_of_roles_are_not_each_other() -> None:
    assert PUBLIC is not ANYONE
    assert not admits(frozenset(), None)
