"""Whether this instance is about to stop. A file says so, because every worker process must hear of it.

Its path is in HIRETRACK_DRAIN_FILE. `serving` makes it on SIGTERM; anything else that ends the instance (a container's
pre-stop hook) can make it too.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "HIRETRACK_DRAIN_FILE"


def is_draining() -> bool:
    path = os.environ.get(VARIABLE, "")
    return path != "" and os.path.exists(path)  # noqa: PTH110 - asked for every request, a Path costs ten times more


def start_draining() -> None:
    """From now on `/readyz` answers 503, and every answer asks its client not to use the connection again."""
    if path := os.environ.get(VARIABLE):
        Path(path).touch()


def stop_draining() -> None:
    if path := os.environ.get(VARIABLE):
        Path(path).unlink(missing_ok=True)
