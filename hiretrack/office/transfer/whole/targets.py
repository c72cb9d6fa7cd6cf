"""Where an export of everything goes: a ZIP file or a folder, one open member at a time."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol


class Target(Protocol):
    def open(self, name: str) -> BinaryIO: ...


class Folder:
    """Members are files below `root`, which must be empty or new."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()):
            raise FileExistsError(f"{root} is not empty.")

    def open(self, name: str) -> BinaryIO:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


class Archive:
    """Members of a ZIP that is being written; large ones are allowed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def open(self, name: str) -> BinaryIO:
        return self.archive.open(name, "w", force_zip64=True)  # type: ignore[return-value]


class Member:
    """What was written to one member: its bytes' number and checksum."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._sum = file, hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> None:
        self._file.write(piece)
        self._sum.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


@contextmanager
def member(target: Target, name: str) -> Iterator[Member]:
    with target.open(name) as file:
        yield Member(file)
