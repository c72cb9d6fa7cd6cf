"""The contract in the eyes of others: two strict linters, and the generators that frontends use."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TOOLS = ROOT / "tests" / "contract_tools" / "node_modules" / ".bin"
QUIET = {"SCARF_ANALYTICS": "false", "REDOCLY_TELEMETRY": "off", "NO_COLOR": "1"}

pytestmark = [
    pytest.mark.integ,
    pytest.mark.skipif(
        not shutil.which("node") or not (TOOLS / "spectral").exists(), reason="no Node.js tools: `make contract-tools`"
    ),
]


def run(tool: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [TOOLS / tool, *arguments],
        cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_spectral_finds_nothing() -> None:
    said = run("spectral", "lint", "openapi.yaml", "--fail-severity=hint")

    assert "No results with a severity of" in said


def test_redocly_finds_nothing() -> None:
    said = run("redocly", "lint", "openapi.yaml")

    assert "Your API description is valid" in said
    assert "warning" not in said.lower().replace("deprecation warning", "")


def test_typescript_types_are_made_and_compile(tmp_path: Path) -> None:
    types = tmp_path / "api.ts"

    said = run("openapi-typescript", "openapi.yaml", "--output", types)
    run("tsc", "--noEmit", "--strict", types)

    assert "⚠" not in said
    assert "createJob" in types.read_text()
