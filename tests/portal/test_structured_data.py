"""Structured data in the eyes of others: Adobe's validator of Google's rules on every real listing there is (500 of
them), and schema.org's vocabulary as TypeScript types."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from employers.models import Employer
from hiretrack.portal import telling
from hiretrack.portal.templatetags.portal import json_ld
from hiretrack.tenancy import employer_scope, public_scope
from jobs import queries
from jobs.importing import Listing, read_listings
from jobs.models import PublishedJob
from jobs.services.importing import import_listings
from tests.portal.conftest import Publish

HERE = Path(__file__).parent
TOOLS = Path(settings.BASE_DIR) / "tests" / "contract_tools"
SAMPLE = HERE.parent / "jobs" / "data" / "listings.jsonl"
REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "listings.jsonl"
MANY = 500

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("node") or not (TOOLS / "node_modules" / "@adobe").exists(),
        reason="no Node.js tools: `make contract-tools`",
    ),
]


@pytest.fixture
def described(employer: Employer) -> Employer:
    employer.website, employer.logo_url = "https://acme.example", "https://acme.example/logo.png"
    employer.about_md = "We make anvils."
    employer.save()
    return employer


def judged(pages: list[str]) -> list[dict[str, Any]]:
    said = subprocess.run(
        ["node", HERE / "structured_data.mjs"],
        input=json.dumps(pages), cwd=TOOLS, capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: list[dict[str, Any]] = json.loads(said.stdout)
    return answer


def imported(employer: Employer) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each listing that could be published, and its documents."""
    lines = (REAL if REAL.exists() else SAMPLE).read_text("utf-8").splitlines()
    read = (found for found in read_listings(lines) if isinstance(found, Listing) and found.values["country"])
    with employer_scope(employer.pk):
        import_listings(listings=list(islice(read, MANY)), employer_name=employer.name, publish=True)
    with public_scope():
        ids = list(PublishedJob.objects.order_by("id").values_list("pk", flat=True))
        found = [queries.public_page(pk) for pk in ids]
        return [(page[0], telling.job_data(*page)) for page in found if page]


def lacking(job: dict[str, Any]) -> set[str]:
    """What the validator recommends and the job's data do not have."""
    missing = {"baseSalary"} if job["salary_min"] is None and job["salary_max"] is None else set()
    missing |= set() if job["closes_at"] else {"validThrough"}
    return missing | (set() if job["remote"] else {"jobLocationType", "applicantLocationRequirements"})


def place_by_place(documents: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The validator looks for a country in a single place; Google's page on JobPosting allows a list of them."""
    posting, *others = documents
    places = posting.get("jobLocation")
    return (
        [[{**posting, "jobLocation": place}, *others] for place in places] if isinstance(places, list) else [documents]
    )


def test_real_listings_make_valid_postings(described: Employer) -> None:
    made = imported(described)
    told = [(job, one) for job, documents in made for one in place_by_place(documents)]

    answers = judged(["".join(map(json_ld, documents)) for _job, documents in told])

    assert len(made) >= (MANY * 0.9 if REAL.exists() else 2)
    assert {message for answer in answers for message in answer["errors"]} == set()
    assert all(answer["types"] == {"JobPosting": 1, "BreadcrumbList": 1} for answer in answers)
    for (job, _documents), answer in zip(told, answers, strict=True):
        assert answer["warnings"] == [f'Missing field "{name}" (optional)' for name in sorted(lacking(job))]


def test_pages_carry_valid_data(client: Client, described: Employer, publish: Publish) -> None:
    more = {"salary_min": 30, "salary_max": 30, "salary_currency": "EUR", "salary_period": "hour"}
    more |= {"department": "Kitchen", "tags": ["vegan"], "closes_at": timezone.now() + dt.timedelta(days=9)}
    job = publish(described, title="Köchin & Koch </script>", remote=True, **more)
    pages = [client.get(path, follow=True).content.decode() for path in ("/", "/e/acme/", f"/jobs/{job.pk}")]

    start, careers, opening = judged(pages)

    fine: dict[str, Any] = {"errors": [], "warnings": []}
    assert start == fine | {"types": {"WebSite": 1}}
    assert careers == fine | {"types": {"Organization": 1, "BreadcrumbList": 1}}
    assert opening == fine | {"types": {"JobPosting": 1, "BreadcrumbList": 1}}


def test_validator_finds_what_is_missing() -> None:
    (answer,) = judged([json_ld({"@context": "https://schema.org/", "@type": "JobPosting"})])

    assert any("hiringOrganization" in error for error in answer["errors"])


def test_vocabulary_is_schema_orgs(client: Client, described: Employer, publish: Publish, tmp_path: Path) -> None:
    pay = {"salary_min": 60000, "salary_max": 80000, "salary_currency": "EUR", "salary_period": "year"}
    jobs = [
        publish(described, **pay),
        publish(described, location="Berlin; Austin, TX; Remote", remote=True, tags=["a"]),
    ]
    paths = ["/", "/e/acme/", *(f"/jobs/{job.pk}" for job in jobs)]
    pages = [client.get(path, follow=True).content.decode() for path in paths]
    found = [text for page in pages for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    typed = "\n".join(
        f"const d{number}: WithContext<{json.loads(text)['@type']}> = {text};" for number, text in enumerate(found)
    )
    # `query-input` is Google's addition to schema.org's SearchAction.
    typed = typed.replace('"query-input":"required name=search_term_string"', '"name":"search"')
    typed = typed.replace('"https://schema.org/"', '"https://schema.org"')
    kinds = "BreadcrumbList, JobPosting, Organization, WebSite, WithContext"
    source = tmp_path / "data.ts"
    source.write_text(f'import type {{ {kinds} }} from "{TOOLS}/node_modules/schema-dts";\n{typed}\n', "utf-8")

    done = subprocess.run(
        [TOOLS / "node_modules" / ".bin" / "tsc", "--noEmit", "--strict", "--skipLibCheck", "--moduleResolution",
         "bundler", "--module", "esnext", "--target", "es2022", source],
        cwd=TOOLS, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert len(found) == 7
