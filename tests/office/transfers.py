"""Imports and exports as a recruiter asks for them and a worker carries them out."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from employers.models import Employer, User
from hiretrack.background.models import TaskRun
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.tenancy import all_tenants, employer_scope
from tests.fixtures import user_with

PEOPLE = (
    "Name;E-Mail;Telefon;Kenntnisse;Quelle\r\nAda Lovelace;ada@example.com;+49 30 901820;Python|SQL;Messe\r\n"
    "Bob;bob@example.com;;;\r\nNobody;nowhere;;;\r\n"
)


def signed_in(role: str, employer: Employer) -> tuple[Client, User]:
    client, user = Client(), user_with(role, employer)
    client.force_login(user)
    return client, user


def file_of(content: str | bytes, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX file with one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("People")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def sent(client: Client, kind: str, content: str | bytes, name: str = "people.csv") -> str:
    """The address of the page on which the columns are chosen."""
    answer = client.post(reverse(f"office:import_{kind}"), {"file": file_of(content, name)})
    assert answer.status_code == 302, answer.context["error"]
    return str(answer["Location"])


def choices(client: Client, address: str) -> dict[str, str]:
    """What the columns' page proposes, as its form would send it."""
    shown: Any = client.get(address).context["choices"]
    return {f"column-{one.column.place}": one.field for one in shown}


def tried(client: Client, kind: str, content: str | bytes, name: str = "people.csv", **chosen: str) -> TaskRun:
    """The trial of a file with the proposed columns, carried out."""
    address = sent(client, kind, content, name)
    answer = client.post(address, choices(client, address) | chosen)
    assert answer.status_code == 302, answer.context["error"]
    return done(run_at(answer["Location"]))


def confirmed(client: Client, kind: str, run: TaskRun) -> TaskRun:
    answer = client.post(reverse(f"office:import_{kind}_confirm", args=[run.pk]))
    return done(run_at(answer["Location"]))


def run_at(address: str) -> uuid.UUID:
    return next(uuid.UUID(part) for part in address.split("/") if len(part) == 36)


def done(run_id: uuid.UUID) -> TaskRun:
    """The run, after a worker has had its message."""
    with all_tenants(reason="test"):
        run = TaskRun.objects.get(pk=run_id)
    arguments: list[Any] = [str(run.pk)]
    if run.kind.endswith(".import"):
        arguments += [run.result["upload_id"], run.result["options"]]
    current_app.tasks[run.kind].apply(arguments, headers={HEADER_EMPLOYER: str(run.employer_id)})
    assert run.employer_id is not None
    with employer_scope(run.employer_id):
        run.refresh_from_db()
    return run


def totals(run: TaskRun) -> tuple[int, ...]:
    return tuple(run.result[name] for name in ("rows", "created", "updated", "unchanged", "failed"))
