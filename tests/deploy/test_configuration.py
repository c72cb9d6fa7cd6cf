"""The README's table of variables and what the code reads cannot drift apart."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
READERS = {"text", "secret", "flag", "integer", "number", "items", "path", "url", "database", "mapping"}
ROW = re.compile(r"^\| `(?P<name>[A-Z0-9_]+)` \| (?P<default>.+?) \| .+ \|$", re.MULTILINE)
# Read before Django's settings, or by a tool: the README lists them, `env` does not read them.
OUTSIDE_ENV = {"DJANGO_SETTINGS_MODULE", "HIRETRACK_DATA_DIR", "HIRETRACK_DRAIN_FILE", "PG_BIN"}


@dataclass(frozen=True)
class Read:
    file: str
    name: str
    default: str | None
    """As the variable would be written; None when it is computed or there is none."""


def documented() -> dict[str, str]:
    text = (PROJECT / "README.md").read_text()
    table = text.split("<!-- configuration:begin -->")[1].split("<!-- configuration:end -->")[0]
    return {row["name"]: row["default"] for row in ROW.finditer(table)}


def reads() -> Iterator[Read]:
    for folder in ("hiretrack", "employers", "jobs", "applicants", "applications"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and (name := _variable(node)):
                    yield Read(str(path.relative_to(PROJECT)), name, _default(node))


def _variable(call: ast.Call) -> str:
    function = call.func
    from_env = isinstance(function, ast.Attribute) and function.attr in READERS and ast.unparse(function.value) == "env"
    constant = bool(call.args) and isinstance(call.args[0], ast.Constant)
    return str(call.args[0].value) if from_env and constant else ""  # type: ignore[attr-defined]


def _default(call: ast.Call) -> str | None:
    given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "default")]
    if not given or not isinstance(given[0], ast.Constant):
        return None
    value = given[0].value
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_readme_lists_every_variable_and_no_other() -> None:
    assert set(documented()) == {each.name for each in reads()} | OUTSIDE_ENV


@pytest.mark.parametrize("module", ["base", "prod"])
def test_defaults_are_those_of_the_settings(module: str) -> None:
    rows = documented()

    for each in reads():
        if each.file == f"hiretrack/settings/{module}.py" and each.default is not None:
            assert rows[each.name].strip("`") == (each.default or "none"), each.name
