"""The tables of lists: what Unfold's own would show, made at once for all rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from unfold.templatetags import unfold_list

from employers.models import Employer
from hiretrack.office.lists.rows import results
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db
LISTS = (
    "applications/application/",
    "applications/application/?_popup=1",
    "jobs/job/?status__exact=published",
)
KEPT = re.compile(r'(?:href|data-label|value|name|data-popup-opener|aria-label)="[^"]*"|>[^<]+<')


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    with employer_scope(employer.pk):
        job = published_job(title="Nurse <at> night", department="Care")
        for name in ("Ada <b>Jones</b>", "Béla Kun"):
            ApplicationFactory(job=job, applicant=ApplicantFactory(name=name))
    return client


def listed(client: Client, employer: Employer, path: str) -> tuple[str, str]:
    """The rows of a list as they are shown, and as Unfold would show them."""
    cl: Any = client.get(f"/admin/{path}").context["cl"]
    with employer_scope(employer.pk):
        made = results(cl, list(unfold_list.result_headers(cl)))
        return said(made), said(unfold_list.results(cl))


def said(rows: Any) -> str:
    # Headings begin with a capital letter with us: they stand alone in a card.
    text = re.sub(r'data-label="\w', lambda found: found[0].upper(), "".join(str(cell) for row in rows for cell in row))
    found = KEPT.findall(text)
    return "\n".join(filter(None, (one.strip("><\n ") for one in found)))


@pytest.mark.parametrize("path", LISTS)
def test_rows_say_what_unfolds_say(recruiter: Client, employer: Employer, path: str) -> None:
    ours, theirs = listed(recruiter, employer, path)

    assert ours == theirs
    assert ours


def test_nothing_in_a_cell_is_markup(recruiter: Client) -> None:
    page = recruiter.get("/admin/applications/application/").content.decode()

    assert "Ada &lt;b&gt;Jones&lt;/b&gt;" in page
    assert "<b>Jones" not in page


def test_rows_are_chosen_by_their_own_boxes(recruiter: Client) -> None:
    answer = recruiter.get("/admin/applications/application/")
    ids = {str(row.pk) for row in answer.context["cl"].result_list}

    boxes = re.findall(r'name="_selected_action" value="([^"]+)"', answer.content.decode())

    assert len(boxes) == 2
    assert set(boxes) == ids
