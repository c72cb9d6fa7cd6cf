"""`manage.py preview_mails`: every kind of mail as files, to look at."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.mail_templates.samples import invitation_sample, sample
from hiretrack.notifications.wording import Content

EXAMPLES = """examples:
  manage.py preview_mails --to /tmp/mails
      writes status_rejected.html, status_rejected.txt and so on
"""
INVITATION = "mailing_invitation"


class Command(BaseCommand):
    help = "Write every kind of mail, HTML and text, with sample data into a folder. Nothing is sent."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter, **kwargs}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="the folder; made if it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["to"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for kind in KINDS:
                _write(folder, kind, sample(kind))
            _write(folder, INVITATION, invitation_sample())
        except OSError as error:
            raise CommandError(f"Cannot write to {folder}: {error.strerror}. Name a folder with --to.") from error
        self.stdout.write(self.style.SUCCESS(f"{len(KINDS) + 1} mails are in {folder}."))


def _write(folder: Path, kind: str, mail: Content) -> None:
    (folder / f"{kind}.html").write_text(mail.html, "utf-8")
    (folder / f"{kind}.txt").write_text(f"Subject: {mail.subject}\n\n{mail.text}", "utf-8")
    if mail.invitation:
        (folder / f"{kind}.ics").write_bytes(mail.invitation.calendar.encode())
