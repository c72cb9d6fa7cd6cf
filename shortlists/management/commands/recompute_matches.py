"""Compute scores anew."""

from __future__ import annotations

import argparse
import sys
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from tqdm import tqdm

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from shortlists.matching import VERSION
from shortlists.models import MatchingFacts
from shortlists.services import match_applicants
from shortlists.services.feed import recomputing

EXAMPLES = """
examples:
  manage.py recompute_matches --employer acme
  manage.py recompute_matches --all

Scores follow every change by themselves. This command is for applicants and profiles from before there were scores,
and for new rules or a new taxonomy. It may be stopped and started again: those who are done are passed over, unless
--all says that everybody is to be computed again. Candidates' profiles belong to no employer: with --employer they are
left out. While --all runs, their matches are missing until it is their turn.
"""
BATCH = 200


class Command(BaseCommand):
    help = "Compute the scores of applicants for their jobs, and of profiles for all openings, anew."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--employer", metavar="SLUG", help="of this employer only")
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *, employer: str | None, **options: Any) -> None:
        owners = Employer.objects.filter(slug=employer) if employer else Employer.objects.all()
        known = list(owners.order_by("slug").values_list("pk", flat=True))
        if employer and not known:
            raise CommandError(f"There is no employer {employer!r}.")
        people = scores = 0
        with tqdm(unit=" applicants", file=sys.stderr, disable=None) as bar:
            for owner in known:
                done, made = _recompute(owner, bar, everybody=options["all"])
                people, scores = people + done, scores + made
        self.stdout.write(f"{people:,} applicants, {scores:,} scores")
        if not employer:
            self._feeds(everybody=options["all"])

    def _feeds(self, *, everybody: bool) -> None:
        if everybody:
            recomputing.mark_everything()
        with tqdm(unit=" openings", file=sys.stderr, disable=None) as bar:
            openings = recomputing.read_openings(bar.update)
        with tqdm(unit=" profiles", file=sys.stderr, disable=None) as bar:
            profiles = recomputing.compare_people(bar.update)
        self.stdout.write(f"{openings:,} openings, {profiles:,} profiles")


def _recompute(owner: uuid.UUID, bar: Any, *, everybody: bool) -> tuple[int, int]:
    """A batch a transaction; how many applicants and scores there were."""
    people = scores = 0
    after: uuid.UUID | None = None
    while True:
        with employer_scope(owner):
            ids = list(_left(after, everybody=everybody).values_list("pk", flat=True)[:BATCH])
            if everybody:
                MatchingFacts.objects.filter(applicant_id__in=ids).update(version=0)
            scores += match_applicants(ids=ids, employer_id=owner).scores
        if not ids:
            return people, scores
        people, after = people + len(ids), ids[-1]
        bar.update(len(ids))


def _left(after: uuid.UUID | None, *, everybody: bool) -> QuerySet[Applicant]:
    rows = Applicant.objects.filter(merged_into=None, erased_at=None).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    if not everybody:
        rows = rows.exclude(pk__in=MatchingFacts.objects.filter(version=VERSION).values("applicant_id"))
    return rows
