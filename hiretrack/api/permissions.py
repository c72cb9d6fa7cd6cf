"""Who may call what. Default deny: an operation that a view's `allowed` does not name is refused to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from rest_framework.permissions import SAFE_METHODS, BasePermission

if TYPE_CHECKING:
    # REST framework loads this module while it loads its own views.
    from rest_framework.request import Request
    from rest_framework.views import APIView

    from hiretrack.api.principals import Principal

Allowed = frozenset[Any]


class _Open(frozenset[Any]):
    """A set of roles that everybody passes."""


PUBLIC: Final[Allowed] = _Open()
"""Nobody is asked who they are: a token is not even looked at, and the scope is the public one."""
ANYONE: Final[Allowed] = _Open()
"""Without a token as an anonymous caller, with one (which must be valid) as whoever it names."""


def is_open(allowed: Allowed | None) -> bool:
    return allowed is PUBLIC or allowed is ANYONE


def admits(allowed: Allowed | None, principal: Principal | None) -> bool:
    if is_open(allowed):
        return True
    return allowed is not None and principal is not None and principal.has_any(allowed)


class RoleAllowed(BasePermission):
    """The roles of `view.allowed`, and for an API key also the scope of the view's module."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        principal: Principal | None = cast("Any", request.user)
        if not admits(getattr(view, "allowed_roles", None), principal):
            return False
        if principal is None or getattr(view, "any_key", False):
            return True
        writing = request.method not in SAFE_METHODS
        return principal.covers(getattr(view, "module_name", ""), writing=writing)
