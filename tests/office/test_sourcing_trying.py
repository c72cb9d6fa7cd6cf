"""Trying a board: nothing is held while somebody else's server is waited for."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from employers.models import Employer
from tests.jobs.sourcing.boardserver import BoardServer, Handler, page
from tests.jobs.sourcing.conftest import board_server
from tests.tenancy.neighbours import signed_in

TRY = "/admin/job-boards/try/"
IDLE = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"

__all__ = ["board_server"]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_board_is_read(employer: Employer, board_server: BoardServer) -> None:
    client, open_ones = signed_in("recruiter", employer), []
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in PLACE}

    def watching(handler: Handler) -> None:
        with psycopg.connect(**parameters) as watcher:
            open_ones.append(watcher.execute(IDLE).fetchone())
        page('<li><a href="/1">Koch</a>')(handler)

    url = board_server.answer("/jobs", watching)
    answer = client.post(TRY, {"url": url, "kind": "html", "config_row": "li"}, headers={"accept": "application/json"})

    assert "Koch" in answer.json()["html"]
    assert open_ones == [(0,)]


PLACE = ("dbname", "host", "port", "user", "password")


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("applicant", 302)])
def test_only_those_who_add_boards_may_try(employer: Employer, role: str, status: int) -> None:
    assert signed_in(role, employer).post(TRY, {"url": "https://x.example/"}).status_code == status


@pytest.mark.django_db
def test_kind_that_was_typed_stays_a_text_of_the_script(employer: Employer) -> None:
    typed = "'+alert(1)+'"

    shown = signed_in("recruiter", employer).post("/admin/job-boards/add/", {"kind": typed}).content.decode()

    assert "{ kind: '\\u0027+alert(1)+\\u0027' }" in shown
