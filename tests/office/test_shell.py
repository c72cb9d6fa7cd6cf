"""What every page of the back office has around it: the way back, the menu, what an empty list and a refusal say."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from employers.models import Employer
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


def heading(client: Client, address: str) -> tuple[str, list[str]]:
    """The header's words, and where its links lead."""
    page = client.get(address).content.decode()
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found
    words = re.sub(r"<span class=\"material-symbols.*?</span>", ">", found[1])
    return " ".join(re.sub(r"<[^>]+>", "", words).split()), re.findall(r'href="([^"]+)"', found[1])


@pytest.mark.parametrize("model", ["jobs_job", "applications_application", "applicants_applicant", "uploads_upload"])
def test_list_is_called_as_in_the_menu_and_counts_nothing(recruiter: Client, model: str) -> None:
    words, links = heading(recruiter, reverse(f"admin:{model}_changelist"))

    assert words in {"Jobs", "Applications", "Candidates", "Files"}
    assert links == []


def test_application_leads_back_to_its_list(recruiter: Client, scope: Employer) -> None:
    row = ApplicationFactory(applicant=ApplicantFactory(name="Ada King"))
    address = reverse("admin:applications_application_change", args=[row.pk])

    words, links = heading(recruiter, f"{address}?_changelist_filters=q%3Dking")

    assert words == "Applications > Ada King"
    assert links == [f"{reverse('admin:applications_application_changelist')}?q=king"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("office:bulk-history", "Applications > Bulk actions"),
        ("office:candidates-tags", "Candidates > Tags"),
        ("office:candidates-duplicates", "Candidates > Possible duplicates"),
        ("office:import_candidates", "Candidates > Import candidates"),
    ],
)
def test_page_beside_a_list_leads_back_to_it(recruiter: Client, name: str, words: str) -> None:
    assert heading(recruiter, reverse(name))[0] == words


@pytest.mark.parametrize("model", ["applications_application", "applicants_applicantmerge", "shortlists_shortlist"])
def test_empty_list_says_what_to_do_next(recruiter: Client, model: str) -> None:
    page = recruiter.get(reverse(f"admin:{model}_changelist"))

    hint = str(page.context["cl"].model_admin.empty_hint)
    assert hint
    assert hint in page.content.decode().replace("&#x27;", "'")


def test_refusal_leads_back_into_the_back_office(recruiter: Client) -> None:
    page = recruiter.get(reverse("admin:employers_user_changelist"))

    assert page.status_code == 403
    assert f'href="{reverse("admin:index")}">Dashboard' in page.content.decode()
