"""What browsers keep for a year: names change with the content, also of a script's parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from hiretrack.assets import ModuleAwareStorage

HASHED = re.compile(r'from "[./]+(office/)?parts/one\.[0-9a-f]{12}\.js"')


@pytest.fixture
def collected(tmp_path: Path) -> ModuleAwareStorage:
    storage = ModuleAwareStorage(location=str(tmp_path))
    for name, text in (
        ("office/parts/one.js", "export const one = 1;\n"),
        ("office/page.js", 'import { one } from "./parts/one.js";\n'),
        ("js/page.js", 'import { one } from "../office/parts/one.js";\n'),
        ("vendor/odd.js", 'import { no } from "./not-there.js";\n'),
    ):
        storage._save(name, ContentFile(text.encode()))
    source = FileSystemStorage(str(tmp_path))
    paths = {name: (source, name) for name in ("office/parts/one.js", "office/page.js", "js/page.js", "vendor/odd.js")}
    failures = [made for _name, _hashed, made in storage.post_process(paths) if isinstance(made, Exception)]
    assert failures == []
    return storage


@pytest.mark.parametrize("name", ["office/page.js", "js/page.js"])
def test_imports_of_our_scripts_carry_the_hash_of_what_they_name(collected: ModuleAwareStorage, name: str) -> None:
    with collected.open(collected.stored_name(name)) as file:
        assert HASHED.search(file.read().decode())


def test_others_scripts_are_left_as_they_are(collected: ModuleAwareStorage) -> None:
    with collected.open(collected.stored_name("vendor/odd.js")) as file:
        assert "./not-there.js" in file.read().decode()
