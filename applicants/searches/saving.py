"""Searches are kept, renamed, shared and deleted by whoever made them. The journal knows their ids alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from applicants.models import SavedSearch
from applicants.searches.criteria import Criteria
from applicants.searches.stored import saved_search
from hiretrack.audit.services import record
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import DomainError, FieldError, Forbidden, Invalid
from hiretrack.tenancy import require_scope
from hiretrack.tenancy.rows import stamp

LONGEST_NAME = 100
MOST = 200
"""Searches of one person."""


@transaction.atomic
def save_search(*, name: str, query: Mapping[str, Any], is_shared: bool = False) -> SavedSearch:
    """Keep a search for whoever acts, in the employer's open scope.

    Raises `Invalid`, `Forbidden` (an API key, or no employer's person), and `DomainError` (search_name_taken,
    too_many_searches).
    """
    owner_id = _person()
    if SavedSearch.objects.filter(owner_id=owner_id).count() >= MOST:
        detail = _("You keep %(count)d searches already; delete some first.") % {"count": MOST}
        raise DomainError(detail, code="too_many_searches", title="Too many searches")
    asked = _asked(query)
    row = SavedSearch(owner_id=owner_id, name=_named(name), query=asked, is_shared=is_shared)
    stamp(row)
    _write(row, force_insert=True)
    record("saved_search.created", entity=row, is_shared=is_shared)
    return row


@transaction.atomic
def change_search(*, search: SavedSearch, changes: Mapping[str, Any]) -> SavedSearch:
    """Change `name`, `query` or `is_shared` of one's own search. Raises as `save_search` does."""
    _check_own(search)
    given = {name: changes[name] for name in ("name", "query", "is_shared") if name in changes}
    if "name" in given:
        given["name"] = _named(given["name"])
    if "query" in given:
        given["query"] = _asked(given["query"])
    new = {name: value for name, value in given.items() if getattr(search, name) != value}
    if not new:
        return search
    for name, value in new.items():
        setattr(search, name, value)
    _write(search, update_fields=[*new, "updated_at"])
    record("saved_search.updated", entity=search, fields=sorted(new))
    return search


@transaction.atomic
def delete_search(*, search: SavedSearch) -> None:
    """Raises `Forbidden` for a colleague's."""
    _check_own(search)
    record("saved_search.deleted", entity=search)
    search.delete()


def owned(search_id: uuid.UUID) -> SavedSearch:
    """Among what whoever acts may see. Raises `NotFound`."""
    return saved_search(search_id, user_id=current_actor().user_id)


def _person() -> uuid.UUID:
    actor = current_actor()
    if actor.kind is not ActorKind.USER or actor.user_id is None or require_scope().employer_id is None:
        raise Forbidden(_("Searches are kept for an employer's people; sign in as one of them."))
    return actor.user_id


def _check_own(search: SavedSearch) -> None:
    if search.owner_id != current_actor().user_id:
        raise Forbidden(_("Only whoever made a search changes or deletes it."))


def _asked(query: Mapping[str, Any]) -> dict[str, Any]:
    try:
        criteria = Criteria.of(query)
    except Invalid as invalid:
        inside = [FieldError(f"/query{error.pointer}", error.code, error.detail) for error in invalid.errors]
        raise Invalid(invalid.detail, errors=inside) from invalid
    if criteria.is_empty:
        detail = _("Search for something first: words or at least one filter.")
        raise Invalid(detail, errors=[FieldError("/query", "required", detail)])
    return criteria.as_json()


def _named(name: str) -> str:
    tidy = " ".join(name.replace("\x00", "").split())
    if not 0 < len(tidy) <= LONGEST_NAME:
        detail = _("Give the search a name of at most %(count)d characters.") % {"count": LONGEST_NAME}
        raise Invalid(detail, errors=[FieldError("/name", "length", detail)])
    return tidy


def _write(row: SavedSearch, **how: Any) -> None:
    try:
        with transaction.atomic():
            row.save(**how)
    except IntegrityError as error:
        raise DomainError(
            _("You have a search of this name already; choose another name."),
            code="search_name_taken",
            title="Name in use",
        ) from error
