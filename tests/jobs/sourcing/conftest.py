from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.jobs.sourcing.boardserver import BoardServer, serving


@pytest.fixture
def board_server(settings: Any) -> Iterator[BoardServer]:
    """The operator has named it, so that it may be read though it is private."""
    with serving() as made:
        settings.SOURCING_PRIVATE_HOSTS = [made.host]
        yield made
