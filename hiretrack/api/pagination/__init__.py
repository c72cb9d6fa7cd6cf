"""Keyset pagination with signed cursors."""

from hiretrack.api.pagination.keyset import Key, KeysetPagination, keys_of
from hiretrack.api.pagination.pages import DEFAULT_LIMIT, MAX_LIMIT, estimate

__all__ = ["DEFAULT_LIMIT", "MAX_LIMIT", "Key", "KeysetPagination", "estimate", "keys_of"]
