"""Making, changing and deleting job boards."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack.audit.services import record
from hiretrack.background import services as background
from hiretrack.errors import DomainError, FieldError, Forbidden, Invalid, NotFound
from hiretrack.tenancy import require_scope
from jobs.sourcing.boards import adapter_for
from jobs.sourcing.choices import OPEN, BoardKind
from jobs.sourcing.filters import normalised
from jobs.sourcing.locks import hold_boards
from jobs.sourcing.models import LEAST_INTERVAL, MAX_KEYWORDS, MOST_INTERVAL, JobBoard, Listing, Scan, Sighting
from jobs.sourcing.services.vanishing import settle

WRITABLE = frozenset({
    "name", "kind", "url", "enabled", "scan_interval_minutes", "keyword_filters", "scraper_config",
    "open_to_candidates",
})  # fmt: skip
_READING = {"kind", "url", "keyword_filters", "scraper_config"}
"""Once one of them changes, what the board looked like before says nothing about what a scan would find."""
MAX_KEYWORD = 100
_MOST = {"name": 100, "url": 500}
AT_ONCE = 1000


@transaction.atomic
def create_board(
    *, values: Mapping[str, Any], created_by: uuid.UUID | None = None, employer_id: uuid.UUID | None = None
) -> JobBoard:
    """Watch a board from now on; an enabled one is scanned within minutes. Nothing is fetched here.

    `employer_id` is the scope's own; a platform admin's scope has none and must name it. Raises `Invalid` with
    everything that is wrong, 409 `board_exists` for an address that is watched already, and 409 `too_many_boards`.
    """
    _refuse_unknown(values)
    owner = employer_id or require_scope().employer_id
    if owner is None:
        raise Forbidden(_("Job boards are watched by an employer's own people."))
    refuse_too_many(owner)
    board = JobBoard(employer_id=owner, created_by_id=created_by)
    for name, value in clean({name: getattr(board, name) for name in WRITABLE} | dict(values)).items():
        setattr(board, name, value)
    _refuse_second_address(board)
    _save(board, force_insert=True)
    record("board.created", entity=board, kind=board.kind, enabled=board.enabled)
    return board


@transaction.atomic
def change_board(*, board_id: uuid.UUID, changes: Mapping[str, Any]) -> JobBoard:
    """Change the named fields. Without a difference nothing is written. Raises as `create_board` does, `NotFound`."""
    _refuse_unknown(changes)
    board = lock_board(board_id)
    values = clean({name: getattr(board, name) for name in WRITABLE} | dict(changes))
    changed = sorted(name for name in WRITABLE if getattr(board, name) != values[name])
    if not changed:
        return board
    for name in changed:
        setattr(board, name, values[name])
    if "url" in changed:
        _refuse_second_address(board)
    _rethink(board, set(changed))
    _save(board)
    if "open_to_candidates" in changed:
        _open_or_close(board)
    record("board.updated", entity=board, fields=changed, enabled=board.enabled)
    return board


def _rethink(board: JobBoard, changed: set[str]) -> None:
    """What a change means for the next scan."""
    if changed & _READING:
        board.etag = board.last_modified = ""
    if changed & {*_READING, "enabled", "scan_interval_minutes"}:
        board.next_scan_at = timezone.now()


@transaction.atomic
def delete_board(*, board_id: uuid.UUID) -> None:
    """With its scans, and with the listings that stand on no other board. Jobs that were made of them stay.

    A scan that is going on is cancelled. Raises `NotFound`.
    """
    board = lock_board(board_id, no_key=False)
    for scan in Scan.objects.filter(board=board, state__in=OPEN).select_related("run"):
        if scan.run is not None and scan.run.is_open:
            background.cancel(scan.run)
    record("board.deleted", entity=board, kind=board.kind)
    _take_down(board)
    own = Listing.objects.filter(board=board).order_by("pk")
    while ids := list(own.values_list("pk", flat=True)[:AT_ONCE]):
        # Of a large board not all at once: Django reads what it deletes.
        Listing.objects.filter(pk__in=ids).only("pk").delete()
    board.delete()


def _take_down(board: JobBoard) -> None:
    """Listings that other boards show too are theirs from now on."""
    shown = _shown(board)
    Sighting.objects.filter(board=board).delete()
    settle(board=board, listings=shown, now=timezone.now())


def _open_or_close(board: JobBoard) -> None:
    settle(board=board, listings=_shown(board), now=timezone.now())


def _shown(board: JobBoard) -> list[uuid.UUID]:
    return list(Sighting.objects.filter(board=board).order_by("listing_id").values_list("listing_id", flat=True))


def clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """A whole board's values in their kept form. Raises `Invalid` with everything that is wrong with them."""
    kept = dict(values)
    kept["name"] = " ".join(str(kept["name"] or "").split())
    kept["url"] = str(kept["url"] or "").strip()
    kept["keyword_filters"] = normalised(kept["keyword_filters"] or [])
    kept["scraper_config"] = kept["scraper_config"] or {}
    errors = list(_problems(kept))
    try:
        if kept["kind"] in BoardKind.values:
            adapter_for(kept["kind"]).check(kept["url"], kept["scraper_config"])
    except Invalid as invalid:
        errors += invalid.errors
    if errors:
        raise Invalid(_("The job board is not valid."), errors=errors)
    return kept


def _problems(board: Mapping[str, Any]) -> Iterator[FieldError]:
    if not board["name"]:
        yield FieldError("/name", "required", _("A board has a name."))
    for name, limit in _MOST.items():
        if len(board[name]) > limit:
            yield FieldError(f"/{name}", "too_long", _("At most %(count)d characters.") % {"count": limit})
    if board["kind"] not in BoardKind.values:
        wanted = _("One of %(choices)s.") % {"choices": ", ".join(BoardKind.values)}
        yield FieldError("/kind", "invalid_choice", wanted)
    if not LEAST_INTERVAL <= board["scan_interval_minutes"] <= MOST_INTERVAL:
        wanted = _("From %(least)d to %(most)d minutes.") % {"least": LEAST_INTERVAL, "most": MOST_INTERVAL}
        yield FieldError("/scan_interval_minutes", "out_of_range", wanted)
    yield from _keyword_problems(board["keyword_filters"])


def _keyword_problems(keywords: list[str]) -> Iterator[FieldError]:
    if len(keywords) > MAX_KEYWORDS:
        yield FieldError("/keyword_filters", "too_many", _("At most %(count)d.") % {"count": MAX_KEYWORDS})
    for place, keyword in enumerate(keywords):
        pointer = f"/keyword_filters/{place}"
        if not keyword.strip("-"):
            yield FieldError(pointer, "required", _("Behind the minus stands what is left out."))
        elif len(keyword) > MAX_KEYWORD:
            yield FieldError(pointer, "too_long", _("At most %(count)d characters.") % {"count": MAX_KEYWORD})


def _refuse_second_address(board: JobBoard) -> None:
    same = JobBoard.objects.filter(employer_id=board.employer_id, url=board.url).exclude(pk=board.pk)
    known = same.values_list("pk", flat=True).order_by().first()
    if known is not None:
        raise DomainError(
            _("This address is watched already."),
            code="board_exists",
            title=_("The board exists already"),
            extra={"board_id": str(known)},
        )


def refuse_too_many(employer_id: uuid.UUID) -> None:
    """Raises 409 `too_many_boards`. What it counts stays true until the transaction ends."""
    hold_boards(employer_id)
    most = settings.SOURCING_BOARDS_PER_EMPLOYER
    if JobBoard.objects.filter(employer_id=employer_id).count() >= most:
        raise DomainError(
            _("At most %(count)d job boards can be watched. Delete one that is not needed any more.") % {"count": most},
            code="too_many_boards",
            title=_("Too many job boards"),
            extra={"limit": most},
        )


def _save(board: JobBoard, **how: Any) -> None:
    """Raises 409 `board_exists` also when somebody has just added the same address."""
    try:
        with transaction.atomic():
            board.save(**how)
    except IntegrityError:
        _refuse_second_address(board)
        raise


def _refuse_unknown(values: Mapping[str, Any]) -> None:
    unknown = sorted(set(values) - WRITABLE)
    if unknown:
        raise TypeError(f"A job board has no writable field {', '.join(unknown)}.")


def lock_board(board_id: uuid.UUID, *, no_key: bool = True) -> JobBoard:
    """The scope's board, kept from other writers until the transaction ends. Raises `NotFound`."""
    rows = JobBoard.objects.select_for_update(of=("self",), no_key=no_key)
    board: JobBoard | None = rows.filter(pk=board_id).first()
    if board is None:
        raise NotFound
    return board
