from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _store(bucket: str) -> None:
    """Every test here may put files."""
