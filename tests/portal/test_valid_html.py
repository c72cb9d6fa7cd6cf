"""Every type of page that candidates meet in the eyes of the Nu HTML checker (vnu)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from employers.models import Employer
from tests.portal.conftest import Publish
from tests.portal.every_page import every_page

CHECKER = (
    Path(settings.BASE_DIR) / "tests" / "contract_tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
)
pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db,
    pytest.mark.usefixtures("bucket"),
    pytest.mark.skipif(
        not shutil.which("java") or not CHECKER.exists(), reason="no Java, or no vnu: `make contract-tools`"
    ),
]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_is_valid_html(
    employer: Employer, other_employer: Employer, publish: Publish, tmp_path: Path, language: str
) -> None:
    for name, content in every_page(employer, other_employer, publish, language).items():
        assert f'<html lang="{language}"'.encode() in content, name
        (tmp_path / f"{name}.html").write_bytes(content)

    done = subprocess.run(
        ["java", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", *tmp_path.glob("*.html")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    said = json.loads(done.stdout)["messages"]
    found = [
        f"{Path(one['url']).stem}: {one['message']} | {one.get('extract', '')[:90]}" for one in said if is_bad(one)
    ]
    assert found == []


def is_bad(message: dict[str, str]) -> bool:
    """Errors and warnings; advice on style is none of them."""
    return message["type"] == "error" or message.get("subType") == "warning"
