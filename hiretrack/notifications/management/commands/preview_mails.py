"""`manage.py preview_mails`: every mail as files, to look at side by side."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string

from hiretrack.notifications.mail_templates.looks import as_dark, as_light
from hiretrack.notifications.mail_templates.samples import sample, samples
from hiretrack.notifications.wording import Content

EXAMPLES = """examples:
  manage.py preview_mails --to /tmp/mails
      writes index.html, en/status_rejected.html, en/status_rejected.txt and so on
  manage.py preview_mails --to /tmp/mails --language de
"""


class Command(BaseCommand):
    help = "Write every mail, HTML and text, in each language, with sample data into a folder. Nothing is sent."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter, **kwargs}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        known = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="the folder; made if it is not there")
        parser.add_argument("--language", choices=known, help="only this one")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["to"]
        languages = [code for code, _name in settings.LANGUAGES if options["language"] in {None, code}]
        try:
            groups = [{"language": language, "mails": _written(folder / language, language)} for language in languages]
            (folder / "index.html").write_text(render_to_string("mail/index.html", {"groups": groups}), "utf-8")
        except OSError as error:
            raise CommandError(f"Cannot write to {folder}: {error.strerror}. Name a folder with --to.") from error
        count = sum(len(group["mails"]) for group in groups)
        self.stdout.write(self.style.SUCCESS(f"{count} mails are in {folder}: open {folder / 'index.html'}."))


def _written(folder: Path, language: str) -> list[dict[str, Any]]:
    folder.mkdir(parents=True, exist_ok=True)
    made = [(one.name, sample(one.name, language=language)) for one in samples()]
    for name, mail in made:
        _write(folder, name, mail)
    return [{"name": name, "mail": mail} for name, mail in made]


def _write(folder: Path, name: str, mail: Content) -> None:
    headers = "".join(f"{header}: {value}\n" for header, value in mail.headers.items())
    (folder / f"{name}.txt").write_text(f"Subject: {mail.subject}\n{headers}\n{mail.text}", "utf-8")
    (folder / f"{name}.html").write_text(mail.html, "utf-8")
    (folder / f"{name}.light.html").write_text(as_light(mail.html), "utf-8")
    (folder / f"{name}.dark.html").write_text(as_dark(mail.html), "utf-8")
    if mail.invitation:
        (folder / f"{name}.ics").write_bytes(mail.invitation.calendar.encode())
