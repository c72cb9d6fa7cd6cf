"""A candidate who fills in the apply form without JavaScript."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.models import Job

SEND = {"step": "send"}
"""The button of the page where everything is looked over."""
ADA = {"name": "Ada Lovelace", "email": "ada@example.com", "consent": "on"}


def address(job: Job) -> str:
    return f"/jobs/{job.pk}/apply/"


def hidden(page: HttpResponse) -> dict[str, str]:
    """What the page's hidden fields hold."""
    inputs = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page.content.decode())
    return {name: html.unescape(value) for name, value in inputs if name != "csrfmiddlewaretoken"}


def send(client: Client, job: Job, data: dict[str, Any], *, form: HttpResponse | None = None) -> HttpResponse:
    """Open the form (or take `form`), think for a minute, send it."""
    page = form or client.get(address(job))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        return client.post(address(job), hidden(page) | SEND | data)


def ask(client: Client, page: str, data: dict[str, Any], **environment: Any) -> Any:
    """Open a form of the account that anybody may send, think for a minute, send it."""
    form = client.get(page, **environment)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        return client.post(page, hidden(form) | data, **environment)


def text_of(response: HttpResponse) -> str:
    """The page's words, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def reads(client: Client, page: str) -> list[str]:
    """The statements that a page sends, less those that open its scope."""
    with CaptureQueriesContext(connection) as sent:
        client.get(page)
    return [query["sql"] for query in sent if "set_config" not in query["sql"] and "SAVEPOINT" not in query["sql"]]
