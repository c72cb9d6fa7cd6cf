"""Folders that PostgreSQL may use when the tests run as root."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """pytest's own tmp_path lies in a folder that only its owner may enter; PostgreSQL then runs as nobody."""
    folder = Path(tempfile.mkdtemp(prefix="hiretrack-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
