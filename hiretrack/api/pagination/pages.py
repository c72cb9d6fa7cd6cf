from __future__ import annotations

from typing import Any

import orjson
from django.db.models import QuerySet

DEFAULT_LIMIT, MAX_LIMIT = 25, 100


def estimate(queryset: QuerySet[Any]) -> int:
    """How many rows PostgreSQL's planner expects: cheap, and off by as much as its statistics are."""
    plan = queryset.order_by().explain(format="json")
    # Where Django itself sees that no row can match, nobody is asked.
    return int(orjson.loads(plan)[0]["Plan"]["Plan Rows"]) if plan else 0
