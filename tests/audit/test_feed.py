"""What the journal's columns promise to a feed: nothing ever appears behind a cursor."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.tenancy import employer_scope
from tests.audit.settling import settle

SETTLED = "transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def settled(employer: Employer) -> list[str]:
    with employer_scope(employer.pk):
        rows = AuditLog.objects.extra(where=[SETTLED]).order_by("transaction_id", "sequence")
        return [row.action for row in rows]


@pytest.mark.django_db(transaction=True)
def test_feed_waits_for_an_older_transaction_that_is_still_open(employer: Employer) -> None:
    written, go = threading.Event(), threading.Event()

    def slow() -> None:
        with employer_scope(employer.pk):
            record("sample.slow", entity=employer, employer_id=employer.pk)
            written.set()
            go.wait(60)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(60)
    with employer_scope(employer.pk):
        record("sample.quick", entity=employer, employer_id=employer.pk)
    assert settled(employer) == []

    go.set()
    thread.join()
    settle()
    assert settled(employer) == ["sample.slow", "sample.quick"]
