from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _no_captcha(settings: Any) -> None:
    """The captcha has tests of its own, which turn it on again."""
    settings.CAPTCHA = "applications.captcha.Off"
