"""Job boards, scans and listings, in the open scope; nothing is fetched."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import factory
from django.db.models import Model

from hiretrack.tenancy import require_scope
from jobs.sourcing.choices import BoardKind, FoundAs, ScanState, Trigger
from jobs.sourcing.dedup import content_hash, dedup_hash
from jobs.sourcing.models import JobBoard, Listing, Scan, Sighting

if TYPE_CHECKING:
    from tests.api.foreign import Made, Neighbour


class BoardFactory(factory.django.DjangoModelFactory[JobBoard]):
    """One that is not due before tomorrow, were it enabled: nobody scans it by accident."""

    class Meta:
        model = JobBoard

    name = factory.Sequence(lambda n: f"Board {n}")
    kind = BoardKind.GREENHOUSE
    url = factory.Sequence(lambda n: f"https://boards.greenhouse.io/board{n}")
    enabled = False


class ListingFactory(factory.django.DjangoModelFactory[Listing]):
    """One that stands on its board."""

    class Meta:
        model = Listing

    board = factory.SubFactory(BoardFactory)
    title = factory.Sequence(lambda n: f"Platform engineer {n}")
    company = "Initech"
    location = "Berlin"
    country = "DE"
    url = factory.Sequence(lambda n: f"https://boards.greenhouse.io/initech/jobs/{n}")
    external_id = factory.Sequence(str)
    description = "Build things that last."

    @classmethod
    def _create(cls, model_class: type[Listing], *args: Any, **kwargs: Any) -> Listing:
        known = tuple(str(kwargs.get(name, "")) for name in ("title", "company", "location", "url"))
        kwargs.setdefault("dedup_hash", dedup_hash(*known))
        kwargs.setdefault("content_hash", content_hash(known))
        kwargs.setdefault("open_to_candidates", kwargs["board"].open_to_candidates)
        row: Listing = super()._create(model_class, *args, **kwargs)
        sighting(row, row.board)
        return row


def sighting(listing: Listing, board: JobBoard, **given: Any) -> Sighting:
    """`listing` stands on `board` too."""
    row: Sighting = Sighting.objects.create(
        employer_id=require_scope().employer_id,
        listing=listing,
        board=board,
        found_as=FoundAs.SAME,
        last_seen_at=listing.last_seen_at,
        **given,
    )
    return row


def scan(board: JobBoard, **given: Any) -> Scan:
    """One that ended well, unless `given` says otherwise; no task run stands behind it."""
    told = {"state": ScanState.COMPLETE, "trigger": Trigger.MANUAL, **given}
    row: Scan = Scan.objects.create(employer_id=require_scope().employer_id, board=board, **told)
    return row


def neighbours(word: str) -> tuple[Model, ...]:
    """One of each for the back office's pages, every text with `word`."""
    board = BoardFactory(name=f"{word} board", url=f"https://{word}.test/jobs", last_scan_error=word)
    listing = ListingFactory(
        board=board, title=f"{word} listing", company=word, location=word, description=word, external_id=word,
        url=f"https://{word}.test/jobs/1",
    )  # fmt: skip
    return board, listing, scan(board, state=ScanState.PARTIAL, error=word)


def foreign(neighbour: Neighbour) -> Made:
    """A board of the other employer with a listing."""
    from tests.api.foreign import SECRET

    board, listing, _scan = neighbours(SECRET)
    return {"boardId": uuid.UUID(str(board.pk)), "listingId": uuid.UUID(str(listing.pk))}
