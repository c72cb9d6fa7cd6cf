"""Boards, and looks at them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.etags import etag_of, variant_of
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.background import live
from hiretrack.errors import NotFound
from jobs.sourcing import services
from jobs.sourcing.api import examples, serializers
from jobs.sourcing.choices import Trigger
from jobs.sourcing.models import JobBoard
from jobs.sourcing.queries import boards as queries

BOARDS = ["Boards"]


class BoardBaseView(TenantView[JobBoard]):
    model = JobBoard
    module = "boards"

    def answer(self, board_id: uuid.UUID, *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
        """The board as it is now.

        Scans change the tag but not its version, which `If-Match` compares: nobody's change is refused because the
        board was scanned meanwhile.
        """
        row = queries.board(board_id)
        if row is None:
            raise NotFound
        shown = queries.board_item(row)
        return self.respond(shown, status=status, etag=variant_of(etag_of(row), json_bytes(shown)), headers=headers)

    def check_version(self, board_id: uuid.UUID) -> None:
        """Compare `If-Match` with the board, and keep others from changing it before this request does."""
        self.check_if_match(etag_of(services.lock_board(board_id)))


class BoardsView(BoardBaseView):
    allowed: ClassVar = {"get": VIEWERS, "post": RECRUITERS}
    query_serializer: ClassVar = {"get": serializers.BoardsQuery}
    idempotent = frozenset({"post"})

    @operation(
        "listBoards",
        summary="The job boards that are watched, newest first",
        tags=BOARDS,
        responses={200: serializers.BoardSerializer},
        examples=[answered(examples.BOARD)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        rows = queries.boards(queries.BoardFilter(**self.query.values))
        return self.page(rows, ordering=queries.BOARD_ORDERING, shape=queries.board_item)

    @operation(
        "createBoard",
        summary="Watch a job board",
        description="It is scanned for the first time within a minute, unless it comes switched off.",
        tags=BOARDS,
        request=serializers.BoardBodySerializer,
        responses={201: serializers.BoardSerializer},
        errors=["validation_failed", "board_exists", "too_many_boards"],
        examples=[asked(examples.BOARD_BODY), answered(examples.NEW_BOARD, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        maker = self.principal.user_id if self.principal else None
        made = services.create_board(values=self.body(serializers.BoardBodySerializer), created_by=maker)
        return self.answer(made.pk, status=201, headers={"Location": f"/v1/boards/{made.pk}"})


class BoardView(BoardBaseView):
    allowed: ClassVar = {"get": VIEWERS, "patch": RECRUITERS, "delete": RECRUITERS}

    @operation(
        "getBoard",
        summary="A job board, and how its last scan went",
        tags=BOARDS,
        responses={200: serializers.BoardSerializer},
        errors=["not_found"],
        examples=[answered(examples.BOARD)],
        etag=True,
    )
    def get(self, request: Request, board_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(board_id)

    @operation(
        "updateBoard",
        summary="Change how a board is watched, or switch it on or off",
        tags=BOARDS,
        request=serializers.BoardBodySerializer,
        responses={200: serializers.BoardSerializer},
        errors=["not_found", "validation_failed", "board_exists"],
        examples=[asked(examples.BOARD_CHANGE), answered(examples.CHANGED_BOARD)],
        etag=True,
    )
    def patch(self, request: Request, board_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(board_id)
        services.change_board(board_id=board_id, changes=self.body(serializers.BoardBodySerializer))
        return self.answer(board_id)

    @operation(
        "deleteBoard",
        summary="Watch a board no longer",
        description=(
            "Its scans go with it, and the listings that stand on no other board. Jobs that were made of them stay."
        ),
        tags=BOARDS,
        responses={204: None},
        errors=["not_found"],
        etag=True,
    )
    def delete(self, request: Request, board_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(board_id)
        services.delete_board(board_id=board_id)
        return self.respond(status=204)


class ScanBoardView(BoardBaseView):
    allowed: ClassVar = {"post": RECRUITERS}
    rate_class = "expensive"

    @operation(
        "scanBoard",
        summary="Scan a board now",
        description="Also one that is switched off. Follow `task`, also live at `/ws/tasks/{taskId}`.",
        tags=BOARDS,
        responses={202: serializers.ScanStartedSerializer},
        errors=["not_found", "scan_running"],
        examples=[answered(examples.STARTED, 202)],
    )
    def post(self, request: Request, board_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        scan: Any = services.start_scan(board_id=board_id, trigger=Trigger.MANUAL)
        shown = {"scan": queries.scan_item(queries.scan(scan.pk)), "task": live.shown(scan.run)}
        return self.respond(shown, status=202, headers={"Location": f"/v1/tasks/{scan.run_id}"})


class ScansView(BoardBaseView):
    allowed: ClassVar = {"get": VIEWERS}

    @operation(
        "listScans",
        summary="The scans of a board, newest first",
        tags=BOARDS,
        responses={200: serializers.ScanSerializer},
        errors=["not_found"],
        examples=[answered(examples.SCAN)],
        paginated=True,
    )
    def get(self, request: Request, board_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        if not queries.board_exists(board_id):
            raise NotFound
        return self.page(queries.scans(board_id), ordering=queries.SCAN_ORDERING, shape=queries.scan_item)
