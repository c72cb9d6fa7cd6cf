"""Making, changing and deleting boards."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Forbidden, Invalid, NotFound
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.sourcing.models import JobBoard, Listing, Scan, Sighting
from jobs.sourcing.services import adopt_listing, change_board, create_board, delete_board
from tests.factories.sourcing import BoardFactory, ListingFactory
from tests.jobs.sourcing.scans.paper import begun, page, pages, posting, scanned

pytestmark = pytest.mark.django_db
GIVEN = {"name": " Initech  jobs ", "kind": "greenhouse", "url": "https://boards.greenhouse.io/initech"}


def faults(**changes: Any) -> set[str]:
    with pytest.raises(Invalid) as invalid:
        create_board(values={**GIVEN, **changes})
    return {error.pointer for error in invalid.value.errors}


def actions() -> list[str]:
    return list(
        AuditLog.objects.filter(entity_type="sourcing.jobboard").order_by("pk").values_list("action", flat=True)
    )


def test_board_is_made_and_due_at_once(scope: Employer) -> None:
    board = create_board(values={**GIVEN, "keyword_filters": ["Python", " python ", "- Sales"]})

    assert (board.name, board.keyword_filters) == ("Initech jobs", ["Python", "-Sales"])
    assert board.enabled
    assert board.next_scan_at <= timezone.now()
    assert actions() == ["board.created"]


def test_everything_that_is_wrong_is_said_at_once(scope: Employer) -> None:
    wrong = {
        "name": " ",
        "scan_interval_minutes": 5,
        "keyword_filters": ["-", "x" * 101],
        "url": "https://example.com/",
    }

    assert faults(**wrong) == {
        "/name", "/scan_interval_minutes", "/keyword_filters/0", "/keyword_filters/1", "/url",
    }  # fmt: skip
    assert faults(kind="carrier pigeon") == {"/kind"}


def test_second_board_of_an_address_is_refused(scope: Employer, other_employer: Employer) -> None:
    create_board(values=GIVEN)

    with pytest.raises(DomainError) as refused:
        create_board(values=GIVEN)
    assert refused.value.code == "board_exists"
    with employer_scope(other_employer.pk):
        create_board(values=GIVEN)


def test_platform_admin_names_the_employer(employer: Employer) -> None:
    with all_tenants(reason="test"):
        with pytest.raises(Forbidden):
            create_board(values=GIVEN)

        assert create_board(values=GIVEN, employer_id=employer.pk).employer_id == employer.pk


def test_what_is_read_differently_is_read_at_once_and_as_a_whole(board: JobBoard, scope: Employer) -> None:
    done = scanned(board, page(posting(1), etag='"a"'))
    assert done.board.etag == '"a"'

    changed = change_board(board_id=board.pk, changes={"keyword_filters": ["python"]})

    assert (changed.etag, changed.next_scan_at <= timezone.now()) == ("", True)
    assert actions()[-1] == "board.updated"


def test_change_without_a_difference_writes_nothing(board: JobBoard, scope: Employer) -> None:
    before = board.updated_at

    assert change_board(board_id=board.pk, changes={"name": f" {board.name} "}).updated_at == before
    assert actions() == []


def test_name_is_changed_without_a_scan(board: JobBoard, scope: Employer) -> None:
    done = scanned(board, page(posting(1), etag='"a"'))

    changed = change_board(board_id=board.pk, changes={"name": "Another"})

    assert (changed.etag, changed.next_scan_at) == ('"a"', done.board.next_scan_at)


def test_board_is_deleted_with_all_that_is_its_own(board: JobBoard, scope: Employer) -> None:
    scanned(board, *pages(range(30)))
    scan = begun(board)
    job = adopt_listing(listing_id=Listing.objects.earliest("pk").pk)

    delete_board(board_id=board.pk)

    assert [model.objects.count() for model in (JobBoard, Listing, Sighting, Scan)] == [0] * 4
    scan.run.refresh_from_db()
    assert scan.run.state == "cancelled"
    job.refresh_from_db()
    assert actions()[-1] == "board.deleted"


def test_boards_of_others_do_not_exist(board: JobBoard, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        for attempt in (change_board, delete_board):
            more = {"changes": {"name": "Mine"}} if attempt is change_board else {}
            with pytest.raises(NotFound):
                attempt(board_id=board.pk, **more)
        with pytest.raises(NotFound):
            delete_board(board_id=uuid.uuid4())


def test_deleting_a_board_asks_as_much_for_many_listings_as_for_few(
    scope: Employer, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    small, large = BoardFactory(), BoardFactory()
    ListingFactory(board=small)
    ListingFactory.create_batch(20, board=large)

    with django_assert_max_num_queries(40) as few:
        delete_board(board_id=small.pk)
    with django_assert_num_queries(len(few)):
        delete_board(board_id=large.pk)
