"""Finished public pages, kept in Redis until something that they show changes, and asked for again by their ETag."""

from hiretrack.portal.keeping.pages import belongs_to, kept, unchanged

__all__ = ["belongs_to", "kept", "unchanged"]
