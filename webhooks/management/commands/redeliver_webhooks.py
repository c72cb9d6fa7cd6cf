"""`manage.py redeliver_webhooks`: send deliveries again."""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from tqdm import tqdm

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from webhooks.choices import DeliveryState
from webhooks.models import WebhookSubscription
from webhooks.services import redeliver_many
from webhooks.services.deliveries import MISSED

EXAMPLES = """examples:
  manage.py redeliver_webhooks --employer acme
      everything that failed or was cancelled, to every subscription that is switched on
  manage.py redeliver_webhooks --employer acme --failed --since 2026-03-01
      only what was given up, of events since that day
  manage.py redeliver_webhooks --employer acme --subscription 01980a41-0f3e-7a1c-8c55-6d2b9e4f7a01

Deliveries are queued here and sent by the workers, under the webhook-id that they had.
"""


def moment(text: str) -> dt.datetime:
    try:
        day = parse_date(text)
        found = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise ArgumentTypeError("give a day such as 2026-03-01, or a time such as 2026-03-01T12:00:00Z")
    return found if timezone.is_aware(found) else found.replace(tzinfo=dt.UTC)


class Command(BaseCommand):
    help = "Send an employer's webhook deliveries again."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter, **kwargs}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--employer", metavar="SLUG", required=True)
        parser.add_argument("--subscription", type=uuid.UUID, metavar="ID", help="only this one")
        parser.add_argument("--failed", action="store_true", help="not what was cancelled")
        parser.add_argument("--since", type=moment, metavar="TIME", help="of events from this time on")

    def handle(
        self, *, subscription: uuid.UUID | None, failed: bool, since: dt.datetime | None, **options: Any
    ) -> None:
        employer = Employer.objects.filter(slug=options["employer"]).first()
        if employer is None:
            raise CommandError(f"There is no employer {options['employer']!r}.")
        chosen = self._chosen(employer, subscription)
        states = [DeliveryState.FAILED] if failed else list(MISSED)
        count = 0
        for row in tqdm(chosen, unit=" subscriptions", file=sys.stderr, disable=None):
            with employer_scope(employer.pk):
                count += redeliver_many(subscription=row, states=states, since=since)
        self.stdout.write(
            self.style.SUCCESS(f"{count:,} deliveries to {len(chosen):,} subscriptions are on their way.")
        )

    def _chosen(self, employer: Employer, subscription: uuid.UUID | None) -> list[WebhookSubscription]:
        with employer_scope(employer.pk):
            rows = WebhookSubscription.objects.order_by("created_at")
            found = list(rows.filter(pk=subscription) if subscription else rows)
        if subscription and not found:
            raise CommandError(f"{employer.slug} has no subscription {subscription}.")
        for row in (one for one in found if not one.enabled):
            self.stderr.write(f"{row} ({row.pk}) is switched off and gets nothing.")
        return [row for row in found if row.enabled]
