"""Build the taxonomy of skills."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shortlists.matching import building
from shortlists.matching.taxonomy import DATA

EXAMPLES = """
examples:
  manage.py build_skills --onet onet_technology_skills.txt --esco esco_skills_en.csv

The files come from https://www.onetcenter.org/database.html and https://esco.ec.europa.eu/en/use-esco/download, both
CC BY 4.0. Raise VERSION in shortlists/matching/scoring.py afterwards, and run recompute_matches.
"""


class Command(BaseCommand):
    help = "Build the taxonomy of skills from O*NET, ESCO and shortlists/data/common_skills.txt."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--onet", type=Path, required=True, metavar="FILE", help="technology skills, tab separated")
        parser.add_argument("--esco", type=Path, required=True, metavar="FILE", help="skills, CSV")
        parser.add_argument("--out", type=Path, default=DATA, metavar="FILE", help="by default where it is read from")

    def handle(self, *, onet: Path, esco: Path, out: Path, **options: Any) -> None:
        try:
            names = building.build(onet=onet, esco=esco, target=out)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        aliases = sum(len(others) for _mode, others in names.skills.values())
        size = out.stat().st_size / 1024
        self.stdout.write(f"{len(names.skills):,} skills with {aliases:,} other names: {out} ({size:,.0f} KiB)")
