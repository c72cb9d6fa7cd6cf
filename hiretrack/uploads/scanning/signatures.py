"""The YARA rules that ship with the project, compiled once in a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yara_x

from hiretrack.uploads.choices import ContentType

TIMEOUT_S = 20


@cache
def _rules() -> yara_x.Rules:
    compiler = yara_x.Compiler()
    compiler.define_global("pdf", False)
    compiler.add_source(Path(__file__).with_name("rules.yar").read_text())
    return compiler.build()


class Signatures:
    """A scanner for the parts of one file."""

    def __init__(self, content_type: str) -> None:
        self._scanner = yara_x.Scanner(_rules())
        self._scanner.set_global("pdf", content_type == ContentType.PDF)
        self._scanner.set_timeout(TIMEOUT_S)

    def match(self, part: bytes) -> str:
        """The title of the first rule that matches, or an empty text."""
        for rule in self._scanner.scan(part).matching_rules:
            return str(dict(rule.metadata).get("title", rule.identifier))
        return ""
