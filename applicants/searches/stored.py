"""Searches that somebody keeps, as the caller may see them: their own, and what colleagues share."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from applicants.models import SavedSearch
from hiretrack.errors import NotFound

ORDERING = [("name", "asc"), ("id", "asc")]


def saved_searches(user_id: uuid.UUID | None) -> QuerySet[SavedSearch]:
    """Not yet ordered; without a user (an API key) only shared ones."""
    visible = Q(is_shared=True) if user_id is None else Q(is_shared=True) | Q(owner_id=user_id)
    rows: QuerySet[SavedSearch] = SavedSearch.objects.filter(visible).select_related("owner")
    return rows


def saved_search(search_id: uuid.UUID, *, user_id: uuid.UUID | None) -> SavedSearch:
    """Raises `NotFound`, also for what somebody keeps to themselves."""
    found = saved_searches(user_id).filter(pk=search_id).first()
    if found is None:
        raise NotFound
    return found


def shown_search(search: SavedSearch, *, user_id: uuid.UUID | None) -> dict[str, Any]:
    """As the API answers it."""
    return {
        "id": search.pk,
        "name": search.name,
        "query": search.query,
        "is_shared": search.is_shared,
        "is_own": search.owner_id == user_id,
        "owner": {"id": search.owner_id, "name": search.owner.name},
        "created_at": search.created_at,
        "updated_at": search.updated_at,
    }
