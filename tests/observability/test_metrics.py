from __future__ import annotations

import re
import socket
import uuid
from typing import Any

import pytest
from django.test import Client

from employers.models import Employer
from hiretrack.audit.services import record
from hiretrack.observability import metrics
from hiretrack.tenancy import employer_scope

pytestmark = pytest.mark.django_db


def value(page: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", page, re.MULTILINE)
    assert found, name
    return float(found[1])


def scrape(client: Client) -> str:
    return client.get("/metrics").content.decode()


def test_scrape_names_routes_and_no_paths(client: Client) -> None:
    client.get("/v1/tasks/01980a3c-52d9-7f52-8f0c-0a9d4be0c0aa")

    page = scrape(client)
    assert 'view="hiretrack.background.api.views.TaskView"' in page
    assert "01980a3c" not in page


def test_count_is_shared_by_all_processes(client: Client) -> None:
    channel = uuid.uuid4().hex  # counters outlive a test
    metrics.count("hiretrack_mail", channel=channel, outcome="sent")
    metrics.count("hiretrack_mail", channel=channel, outcome="sent")

    assert value(scrape(client), f'hiretrack_mail_total{{channel="{channel}",outcome="sent"}}') == 2


def test_journal_backlog_is_measured(client: Client, employer: Employer) -> None:
    before = value(scrape(client), "hiretrack_journal_backlog")
    with employer_scope(employer.pk):
        record("employer.updated", entity=employer, employer_id=employer.pk)

    assert value(scrape(client), "hiretrack_journal_backlog") == before + 1


def test_queue_depth_is_measured(client: Client) -> None:
    assert "hiretrack_queue_messages{" in scrape(client)


def test_scrape_survives_a_source_that_is_away(client: Client, settings: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"

        page = scrape(client)

    assert value(page, "hiretrack_scrape_measures_up") == 0
    assert value(page, "hiretrack_scrape_counters_up") == 1
