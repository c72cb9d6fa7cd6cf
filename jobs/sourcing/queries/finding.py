"""Which rows words and places are looked for in."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet, Value

from hiretrack.tenancy import ScopeKind, require_scope
from jobs.search import Fold, Matches, words
from jobs.sourcing.found import FoundListing, OpenListing
from jobs.sourcing.models import Listing

_SEARCHED: dict[ScopeKind, Any] = {ScopeKind.EMPLOYER: FoundListing, ScopeKind.PERSON: OpenListing}


def found(*, q: str = "", location: str = "", past_policies: bool = False) -> QuerySet[Any]:
    """The scope's listings with the words of `q` ("a phrase", OR, -not) and with `location` in their place's name.

    Rows of `Listing`, or of a view with the same columns as far as lists go: that one is read for words and places,
    or when asked for. A platform admin's search reads the table.
    """
    searched = _SEARCHED.get(require_scope().kind, Listing)
    model = searched if q or location or past_policies else Listing
    rows: QuerySet[Any] = model.objects.all()
    if q:
        rows = rows.filter(Matches(F("search"), words(q)))
    if location:
        rows = rows.alias(_place=Fold("location")).filter(_place__contains=Fold(Value(location.strip())))
    return rows
