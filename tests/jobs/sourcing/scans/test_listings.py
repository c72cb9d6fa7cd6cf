"""What recruiters do with listings."""

from __future__ import annotations

import html
from decimal import Decimal
from typing import Any

import pytest

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, NotFound
from hiretrack.tenancy import employer_scope
from jobs.markdown import render
from jobs.services.writing import delete_job
from jobs.sourcing.drafts import as_markdown
from jobs.sourcing.services import (
    adopt_listing,
    hide_listing,
    hide_listings,
    read_listing,
    read_listings,
    unhide_listing,
    unhide_listings,
)
from tests.factories.sourcing import ListingFactory
from tests.jobs.sourcing.scans.paper import page, posting, scanned

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(AuditLog.objects.filter(action__startswith="listing.").order_by("pk").values_list("action", flat=True))


def test_listing_is_hidden_shown_again_and_read(scope: Employer) -> None:
    row = ListingFactory()

    assert hide_listing(listing_id=row.pk).is_hidden
    assert not unhide_listing(listing_id=row.pk).is_hidden
    assert not read_listing(listing_id=row.pk).is_new
    assert actions() == ["listing.hidden", "listing.unhidden", "listing.read"]


def test_what_is_marked_already_is_left_alone(scope: Employer) -> None:
    rows = ListingFactory.create_batch(3)
    ids = [row.pk for row in rows]
    hide_listing(listing_id=ids[0])

    assert [hide_listings(listing_ids=ids) for _ in range(2)] == [2, 0]
    assert unhide_listings(listing_ids=ids) == 3
    assert read_listings(listing_ids=ids) == 3
    assert actions().count("listing.hidden") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_marking_many_asks_as_much_as_marking_one(scope: Employer, django_assert_num_queries: Any, count: int) -> None:
    ids = [row.pk for row in ListingFactory.create_batch(count)]

    with django_assert_num_queries(5):
        hide_listings(listing_ids=ids)


def test_listings_of_others_do_not_exist(scope: Employer, other_employer: Employer) -> None:
    row = ListingFactory()

    with employer_scope(other_employer.pk):
        assert hide_listings(listing_ids=[row.pk]) == 0
        for attempt in (hide_listing, unhide_listing, read_listing, adopt_listing):
            with pytest.raises(NotFound):
                attempt(listing_id=row.pk)


def test_listing_becomes_a_draft(scope: Employer) -> None:
    row = ListingFactory(
        remote=True, salary_min=Decimal("50000.00"), salary_max=Decimal("70000.00"), salary_currency="EUR",
        salary_period="year", description="You will:\n• build *things*\n• test them\n\n1) Apply <now>",
    )  # fmt: skip

    job = adopt_listing(listing_id=row.pk)

    row.refresh_from_db()
    assert (row.adopted_as_id, row.is_new, job.status) == (job.pk, False, "draft")
    same = ("title", "company", "location", "country", "remote", "salary_min", "salary_max", "salary_currency")
    assert [getattr(job, name) for name in same] == [getattr(row, name) for name in same]
    job.refresh_from_db()
    assert job.source_url == row.url
    assert job.description_md == "You will:\n\n- build \\*things\\*\n- test them\n\n1\\) Apply \\<now\\>"
    assert actions() == ["listing.adopted"]


def test_listing_is_adopted_once_while_the_job_exists(scope: Employer) -> None:
    row = ListingFactory()
    job = adopt_listing(listing_id=row.pk)

    with pytest.raises(DomainError) as refused:
        adopt_listing(listing_id=row.pk)
    assert (refused.value.code, refused.value.extra) == ("already_adopted", {"job_id": str(job.pk)})

    delete_job(job_id=job.pk)
    assert adopt_listing(listing_id=row.pk).pk != job.pk


def test_what_a_job_may_not_say_is_left_out(scope: Employer) -> None:
    row = ListingFactory(
        title="x" * 300, location="y" * 300, country="XX", url=f"https://example.com/{'z' * 600}",
        salary_min=Decimal(1), salary_currency="ZZZ", salary_period="year",
    )  # fmt: skip

    job = adopt_listing(listing_id=row.pk)

    assert (len(job.title), len(job.location), job.country, job.salary_min, job.source_url) == (200, 200, "", None, "")


def test_adopted_job_is_not_changed_by_later_scans(scope: Employer) -> None:
    row = ListingFactory(board__enabled=True)
    job = adopt_listing(listing_id=row.pk)

    scan = scanned(row.board, page(posting(title=row.title, url=row.url, description="Other words.")))

    job.refresh_from_db()
    assert (scan.changed, job.description_md) == (1, "Build things that last.")


@pytest.mark.parametrize(
    "text",
    ["# no heading", "1. no list", "*no* _emphasis_ `code`", "[no](http://a.test)", "<b>no</b>", "a\\b", "-", "= ="],
)
def test_plain_text_reads_the_same_as_markdown(text: str) -> None:
    shown = render(as_markdown(text))

    assert html.unescape(shown.strip()) == f"<p>{text}</p>"
