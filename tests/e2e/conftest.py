"""All of our processes, for tests that sit in front of them as a person would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from hiretrack.settings import base
from tests.stack import Stack, running


@pytest.fixture
def stack(transactional_db: None, bucket: str, tmp_path: Path, settings: Settings) -> Iterator[Stack]:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    with running(tmp_path) as started:
        yield started
