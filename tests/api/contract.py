"""The committed contract and the table of who may, read for the tests that walk every operation."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

METHODS = ("get", "post", "put", "patch", "delete")
RANKS = {
    "viewer": {"viewer", "recruiter", "employer_admin", "platform"},
    "recruiter": {"recruiter", "employer_admin", "platform"},
    "employer_admin": {"employer_admin", "platform"},
    "applicant": {"applicant"},
    "platform": {"platform"},
    "user": {"viewer", "recruiter", "employer_admin", "applicant", "platform"},
    "owner": {"viewer", "recruiter", "employer_admin", "applicant", "platform"},
}


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    definition: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.path

    @property
    def parameters(self) -> list[str]:
        return [part.split("}")[0] for part in self.path.split("{")[1:]]

    @property
    def body(self) -> Any:
        """The documented example of the request, or None."""
        content = self.definition.get("requestBody", {}).get("content", {}).get("application/json", {})
        examples = list(content.get("examples", {}).values())
        return examples[0].get("value") if examples else None


@cache
def document() -> dict[str, Any]:
    return yaml.safe_load((Path(settings.BASE_DIR) / "openapi.yaml").read_text())


@cache
def operations() -> tuple[Operation, ...]:
    paths = document()["paths"].items()
    return tuple(Operation(m.upper(), path, item[m]) for path, item in paths for m in METHODS if m in item)


@dataclass(frozen=True)
class Rule:
    who: str
    idempotency_key: bool

    @property
    def is_public(self) -> bool:
        return "public" in self.who.split("|")

    @property
    def roles(self) -> set[str]:
        return set().union(*(RANKS[name] for name in self.who.split("|") if name != "public"))


@cache
def rules() -> dict[tuple[str, str], Rule]:
    """The contract's own table, and the operations that have come since: new ones are added, none goes."""
    return {**table("operations.csv"), **table("operations_more.csv")}


def table(name: str) -> dict[tuple[str, str], Rule]:
    with (Path(__file__).parent / name).open() as file:
        return {
            (row["method"], row["path"]): Rule(row["who"], row["idempotency_key"] == "yes")
            for row in csv.DictReader(file)
        }
