"""Refusals of the domain as pages."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from hiretrack.errors import DomainError
from hiretrack.portal.pages import refusal_page


@pytest.mark.parametrize(
    ("status", "heading"),
    [(403, "You can&#x27;t open this page"), (409, "It could not be done"), (422, "It could not be done")],
    ids=str,
)
def test_refusal_without_a_page_of_its_own_gets_a_plain_one(rf: RequestFactory, status: int, heading: str) -> None:
    page = refusal_page(rf.get("/account/"), DomainError("No.", status=status))

    assert page.status_code == status
    assert heading in page.content.decode()
    assert "Retry-After" not in page


def test_failure_of_ours_goes_on(rf: RequestFactory) -> None:
    with pytest.raises(DomainError):
        refusal_page(rf.get("/account/"), DomainError("Broken.", status=500))
