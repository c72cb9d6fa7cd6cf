"""Export everything that one employer holds."""

from __future__ import annotations

import argparse
import os
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from employers.models import Employer
from hiretrack.audit.services import record
from hiretrack.errors import DomainError
from hiretrack.office.transfer.whole.exporting import Manifest, export_employer
from hiretrack.office.transfer.whole.targets import Archive, Folder, Target
from hiretrack.tenancy import employer_scope

EXAMPLES = """
examples:
  manage.py export_employer acme --to acme-2027-03-31.zip
  manage.py export_employer acme --to /backup/acme

The tables as NDJSON, as of one moment; the clean files; and manifest.json with counts and SHA-256 checksums: see
docs/export.md. Passwords, keys and secrets are not in it, everything else is, also who is hidden by fair review: keep
it as safe as the database. The file or folder must not be there already. It is noted in the employer's journal.
"""


class Command(BaseCommand):
    help = "Export everything that one employer holds, into a ZIP file or a folder."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("employer", metavar="SLUG")
        parser.add_argument("--to", type=Path, required=True, metavar="DIR|FILE.zip")

    def handle(self, *, employer: str, to: Path, **_options: Any) -> None:
        owner = Employer.objects.filter(slug=employer).first()
        if owner is None:
            raise CommandError(f"There is no employer {employer!r}.")
        try:
            manifest = _to_zip(owner, to) if to.suffix.lower() == ".zip" else _exported(owner, Folder(to))
        except OSError as error:
            raise CommandError(f"{to}: {error.strerror or error}") from error
        except DomainError as error:
            raise CommandError(error.detail) from error
        self._summarise(owner, manifest)

    def _summarise(self, owner: Employer, manifest: Manifest) -> None:
        total = sum(table["rows"] for table in manifest.tables.values())
        with employer_scope(owner.pk):
            record("employer.exported", entity=owner, employer_id=owner.pk, rows=total, files=manifest.files)
        self.stdout.write(f"{total:,} rows of {len(manifest.tables)} tables, {manifest.files:,} files.")
        if manifest.missing:
            raise CommandError(f"{len(manifest.missing):,} files are gone from the store; manifest.json names them.")


def _to_zip(owner: Employer, path: Path) -> Manifest:
    """Under another name until it is whole: half an archive must not look like one."""
    if path.exists():
        raise FileExistsError(17, "is there already", str(path))
    part = path.with_name(f"{path.name}.part")
    try:
        # Nobody else's to read, whatever the umask says.
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _exported(owner, Archive(archive))
        part.rename(path)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise
    return manifest


def _exported(owner: Employer, target: Target) -> Manifest:
    with tqdm(file=sys.stderr, disable=None) as bar:

        def advance(what: str, done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.set_description(what)

        return export_employer(employer=owner, target=target, advance=advance)
