"""What kind of board a page is, going by the page itself."""

from __future__ import annotations

import re

from jobs.sourcing.boards.feed import is_feed
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.client import Response
from jobs.sourcing.markup.jsonld import Graph
from jobs.sourcing.markup.trees import Document

_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml", re.IGNORECASE)


def kind_of(response: Response) -> BoardKind | None:
    """None for a page that describes no jobs for programs. Raises `PageFailed` for one that cannot be read."""
    if _FEED_TYPE.search(response.headers.get("Content-Type", "")) or is_feed(response.text):
        return BoardKind.FEED
    graph = Graph.of(Document(response).tree)
    has_jobs = any(graph.of_type("JobPosting")) or any(graph.listed_addresses())
    return BoardKind.JOBPOSTING if has_jobs else None
