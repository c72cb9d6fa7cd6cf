from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from hiretrack.api import idempotency


class Command(BaseCommand):
    help = "Forget the stored answers of idempotency keys that are past their 24 hours."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{idempotency.expire()} expired idempotency keys removed")
