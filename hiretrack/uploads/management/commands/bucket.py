"""The uploaded files as a folder, and back: the half of a backup that pg_dump does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hiretrack.uploads.storage import client


class Command(BaseCommand):
    help = (
        "Copy the bucket into a folder (save) or a folder into the bucket (load). What is there already in the same"
        " size is left out, because files never change under their key. Example: manage.py bucket save /backup/files"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("direction", choices=["save", "load"])
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, direction: str, folder: Path, **options: Any) -> None:
        copy = save if direction == "save" else load
        try:
            copied, kept = copy(folder)
        except (BotoCoreError, ClientError, OSError) as error:
            raise CommandError(f"Stopped: {error}") from error
        self.stdout.write(f"{copied} files copied, {kept} were there already")


def save(folder: Path) -> tuple[int, int]:
    """Bucket to folder; returns how many files were copied and how many were there."""
    folder.mkdir(parents=True, exist_ok=True)
    copied = kept = 0
    for key, size in stored().items():
        target = inside(folder, key)
        if target.exists() and target.stat().st_size == size:
            kept += 1
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _store().download_file(settings.S3_BUCKET, key, str(target))
        copied += 1
    return copied, kept


def load(folder: Path) -> tuple[int, int]:
    """Folder to bucket; returns as `save` does."""
    there, copied, kept = stored(), 0, 0
    for path in sorted(folder.rglob("*")):
        key = path.relative_to(folder).as_posix()
        if not path.is_file() or there.get(key) == path.stat().st_size:
            kept += path.is_file()
            continue
        _store().upload_file(str(path), settings.S3_BUCKET, key)
        copied += 1
    return copied, kept


def stored() -> dict[str, int]:
    """Every key of the bucket with its size."""
    return {item["Key"]: item["Size"] for page in _pages() for item in page.get("Contents", [])}


def inside(folder: Path, key: str) -> Path:
    """Where the key's file goes. Raises CommandError for a key that would leave the folder."""
    target = (folder / key).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise CommandError(f"The key {key} points out of the folder.")
    return target


def _pages() -> Iterator[dict[str, Any]]:
    pages: Iterator[dict[str, Any]] = _store().get_paginator("list_objects_v2").paginate(Bucket=settings.S3_BUCKET)
    return pages


def _store() -> Any:
    return client(settings.S3_ENDPOINT_URL)
