"""How well listings fit the candidate who looks at them. Matching lies above this app and registers what it knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable

from hiretrack.tenancy import ScopeKind, require_scope

Known = Callable[[], "QuerySet[Any]"]
"""The open person scope's own rows, with `listing_id` (or null, for what is no listing) and `score`, a whole number
from 0 to 100; one for a listing at most."""
_known: list[Known] = []
UNRATED = 0
"""What a listing without a score counts as in a filter, and where it is sorted."""


def register(known: Known) -> None:
    """The one that counts from now on; to be called in `AppConfig.ready()`."""
    _known[:] = [known]


def score() -> Combinable:
    """Of a row whose key is a listing's; null for everybody but candidates, and while nobody has compared it."""
    rows = _rows()
    if rows is None:
        return Value(None, output_field=IntegerField())
    own = rows.filter(listing_id=OuterRef("pk")).values("score")[:1]
    return Subquery(own, output_field=IntegerField())


def rating() -> Combinable:
    """The score to sort by. Most rows have none, which a list of the others tells faster than a look for each."""
    rows = _rows()
    if rows is None:
        return Value(UNRATED)
    return Case(When(pk__in=rows.values("listing_id"), then=score()), default=Value(UNRATED))


def at_least(least: int) -> Q:
    rows = _rows()
    if least <= UNRATED:
        return Q()
    return Q(pk__in=[] if rows is None else rows.filter(score__gte=least).values("listing_id"))


def at_most(most: int) -> Q:
    rows = _rows()
    return Q() if rows is None else ~Q(pk__in=rows.filter(score__gt=most).values("listing_id"))


def _rows() -> QuerySet[Any] | None:
    if require_scope().kind is not ScopeKind.PERSON or not _known:
        return None
    return _known[0]().filter(listing_id__isnull=False).order_by()
