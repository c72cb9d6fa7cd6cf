"""The documents for other programs in the eyes of xmllint, a reader that is not ours, by schemas of their formats."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from employers.models import Employer
from tests.portal.conftest import Publish
from tests.portal.test_feeds import HOSTILE

SCHEMAS = Path(__file__).with_name("schemas")
DOCUMENTS = {
    "/sitemap.xml": "siteindex.xsd",
    "/sitemap-employers-1.xml": "sitemap.xsd",
    "/sitemap-jobs-1.xml": "sitemap.xsd",
    "/jobs.xml": "jobs.xsd",
    "/e/acme/jobs.xml?q=cook": "jobs.xsd",
    "/jobs.rss": "rss.rng",
    "/e/acme/jobs.rss?remote=true": "rss.rng",
    "/jobs.atom": "atom.rng",
    "/e/acme/jobs.atom?q=nothing": "atom.rng",
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("xmllint"), reason="no xmllint (Debian: libxml2-utils)"),
]


@pytest.fixture
def jobs(employer: Employer, other_employer: Employer, publish: Publish) -> None:
    pay = {"salary_min": 60000, "salary_max": 80000, "salary_currency": "EUR", "salary_period": "year"}
    publish(employer, title=HOSTILE, description_md=HOSTILE, tags=["a&b", "c"], department="R & D", **pay)
    publish(employer, title="Cook", location="Berlin; Austin, TX; Remote", remote=True, employment_type="part_time")
    publish(other_employer, title="Plumber", location="", remote=True, company="Another & Sons")


def told_by_xmllint(content: bytes, schema: str) -> str:
    kind = "--schema" if schema.endswith(".xsd") else "--relaxng"
    done = subprocess.run(
        ["xmllint", "--noout", "--nonet", kind, SCHEMAS / schema, "-"], input=content, capture_output=True, check=False
    )
    return "" if done.returncode == 0 else done.stderr.decode()


@pytest.mark.parametrize(("address", "schema"), DOCUMENTS.items())
def test_document_is_valid(client: Client, jobs: None, address: str, schema: str) -> None:
    assert told_by_xmllint(b"".join(client.get(address)), schema) == ""


@pytest.mark.parametrize(("address", "schema"), DOCUMENTS.items())
def test_xmllint_finds_what_does_not_belong(client: Client, jobs: None, address: str, schema: str) -> None:
    content = b"".join(client.get(address))
    last = content.rindex(b"</")

    assert "fails to validate" in told_by_xmllint(content[:last] + b"<stray/>" + content[last:], schema)
