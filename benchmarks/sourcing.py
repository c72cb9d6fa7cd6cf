"""How fast a large job board is scanned, and in how much memory, beside a bare program that stores the same rows.

    .venv/bin/python benchmarks/sourcing.py --write

A local server gives 50,000 listings in pages of a hundred, as Lever's boards do. Each round has a database of its own
and five parts, each in a process of its own: the scan of the first day, of the same day again, of a day on which a
tenth has changed, and of a board with a tenth of the listings, to see whether memory grows with them; and the floor,
which knows all rows beforehand and does nothing but one COPY and one upsert of them into the same tables with the same
indexes, by psycopg alone. It takes PostgreSQL as the application does, under row-level security. Goal (quality.md):
rows stored a second at least half of the floor's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from employers.models import Employer  # noqa: E402
from hiretrack.background.services import begin  # noqa: E402
from hiretrack.tenancy import employer_scope, new_id  # noqa: E402
from jobs.sourcing.boards import adapter_for  # noqa: E402
from jobs.sourcing.client import SafeClient  # noqa: E402
from jobs.sourcing.management.commands.scan_boards import Here  # noqa: E402
from jobs.sourcing.models import JobBoard, Scan  # noqa: E402
from jobs.sourcing.postings import Page, Posting, Source  # noqa: E402
from jobs.sourcing.rows import COLUMNS, Row, row_of  # noqa: E402
from jobs.sourcing.services import running, start_scan, storing  # noqa: E402
from tests import databases  # noqa: E402

RESULTS = Path(__file__).parent / "RESULTS.md"
TITLE = "## Board scan: 50,000 listings"
LISTINGS, PAGE, ROUNDS, CHANGED = 50_000, 100, 3, 10
WORDS = 300
PHRASES = [" ".join(f"word{random.Random(one * 10 + n).randrange(4000)}" for n in range(10)) for one in range(2000)]
"""Made beforehand: the server shall take as little of the machine as it can."""
SMALL = "a tenth as many listings"
PARTS = ("first day", "same day again", "a tenth changed", SMALL, "floor")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        is_page = asked.path != "/robots.txt"
        body = self.page(asked.path, asked.query) if is_page else b""
        self.send_response(200 if is_page else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page(self, path: str, query: str) -> bytes:
        skip, (count, day) = int(parse_qs(query).get("skip", ["0"])[0]), map(int, path.split("/")[-2:])
        return json.dumps([posting(one, day) for one in range(skip, min(skip + PAGE, count))]).encode()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def posting(number: int, day: int) -> dict[str, Any]:
    """Of about 2 KB of text."""
    rng = random.Random(number)
    words = " ".join(rng.choices(PHRASES, k=WORDS // 10))
    edition = day if number % CHANGED == 0 else 0
    return {
        "id": str(number),
        "text": f"Engineer {number}",
        "hostedUrl": f"https://jobs.example.com/initech/{number}",
        "categories": {"location": rng.choice(["Berlin, Germany", "London, UK", "Remote", "Austin, TX"])},
        "description": f"<p>Edition {edition}. {words}</p>",
        "descriptionPlain": f"Edition {edition}. {words}",
    }


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()


def scan(address: str) -> dict[str, Any]:
    """In this process: seconds in all and of storing alone, peak memory, counts."""
    spent = [0.0]
    store = storing.store

    def timed(**given: Any) -> Any:
        begun = time.perf_counter()
        try:
            return store(**given)
        finally:
            spent[0] += time.perf_counter() - begun

    vars(running)["store"] = timed
    board = board_of(address)
    task = Here(board.employer_id)
    with task.scope():
        queued = start_scan(board_id=board.pk, by_worker=False)
        run = begin(queued.run_id) if queued.run_id else None
    assert run is not None
    before, begun = peak_mib(), time.perf_counter()
    running.run_scan(task=task, run=run, scan_id=queued.pk)
    took = time.perf_counter() - begun
    with task.scope():
        done = Scan.objects.get(pk=queued.pk)
    counts = (done.found, done.added, done.changed, done.gone)
    return {
        "s": took, "storing_s": spent[0], "mib": peak_mib(), "grown": peak_mib() - before, "counts": counts,
        "reader": peak_mib(resource.RUSAGE_CHILDREN),
    }  # fmt: skip


def address_of(host: str, listings: int, day: int) -> str:
    return f"http://{host}/v0/postings/{listings}/{day}"


def board_of(address: str) -> JobBoard:
    listings = address.split("/")[-2]
    employer, _made = Employer.objects.get_or_create(slug=f"bench-{listings}", defaults={"name": "Bench"})
    with employer_scope(employer.pk):
        config = {"api_url": address}
        board, made = JobBoard.objects.get_or_create(
            url="https://jobs.lever.co/initech", defaults={"name": "Initech", "kind": "lever", "scraper_config": config}
        )
        if not made:
            JobBoard.objects.filter(pk=board.pk).update(scraper_config=config)
            board.refresh_from_db()
    return board


def floor(address: str) -> dict[str, Any]:
    """All rows are read before the clock starts."""
    employer = Employer.objects.create(name="Floor", slug="floor")
    with employer_scope(employer.pk):
        board = JobBoard.objects.create(name="Floor", kind="lever", url="https://jobs.lever.co/floor")
    rows = list(read(address))
    begun = time.perf_counter()
    with employer_scope(employer.pk), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        copy_and_upsert(cursor, board, rows)
    return {"s": time.perf_counter() - begun, "counts": (len(rows), len(rows), 0, 0), "mib": peak_mib()}


def read(address: str) -> Iterator[Row]:
    source = Source("https://jobs.lever.co/x", "Initech", {"api_url": address})
    for page in adapter_for("lever").pages(source, SafeClient()):
        if isinstance(page, Page):
            yield from (row for one in page.postings if isinstance(one, Posting) and (row := row_of(one)))


def copy_and_upsert(cursor: Any, board: JobBoard, rows: list[Row]) -> None:
    now, names = timezone.now(), ("id", "dedup_hash", "content_hash", *COLUMNS)
    listed = ", ".join(names)
    cursor.execute(f"CREATE TEMPORARY TABLE bare AS SELECT {listed} FROM sourcing_listing WITH NO DATA")
    with cursor.copy(f"COPY bare ({listed}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((new_id(), row.dedup_hash, row.content_hash, *row.values))
    changing = ", ".join(f"{name} = excluded.{name}" for name in names[2:])
    fixed = "employer_id, board_id, is_new, is_hidden, open_to_candidates, first_seen_at, last_seen_at, updated_at"
    cursor.execute(
        f"INSERT INTO sourcing_listing ({listed}, {fixed})"
        f" SELECT {listed}, %(employer)s, %(board)s, true, false, false, %(now)s, %(now)s, %(now)s FROM bare"
        f" ON CONFLICT (employer_id, dedup_hash) DO UPDATE SET {changing}",
        {"employer": board.employer_id, "board": board.pk, "now": now},
    )


def peak_mib(whose: int = resource.RUSAGE_SELF) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def a_round(host: str, listings: int) -> dict[str, dict[str, Any]]:
    databases.create()
    try:
        return {part: in_a_process(part, host, listings) for part in PARTS}
    finally:
        connection.close()
        databases.drop()


def in_a_process(part: str, host: str, listings: int) -> dict[str, Any]:
    address = address_of(host, listings // (10 if part == SMALL else 1), 1 if part == "a tenth changed" else 0)
    command = [sys.executable, __file__, "--part", part, "--address", address]
    told = {**os.environ, "SOURCING_HOST_DELAY_S": "0", "SOURCING_PRIVATE_HOSTS": host, "LOG_LEVEL": "WARNING"}
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{part}: {done.stderr}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(part, answer, file=sys.stderr)
    return answer


def spread(values: list[float], digits: int = 0) -> str:
    low, middle, high = (f"{number:,.{digits}f}" for number in (min(values), statistics.median(values), max(values)))
    return f"{middle} ({low} to {high})"


def lines(rounds: list[dict[str, dict[str, Any]]]) -> Iterator[str]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in rounds:
        for part, values in one.items():
            found[part].append(values)
    floors = [one["counts"][0] / one["s"] for one in found["floor"]]
    for part in PARTS[:-1]:
        rows = found[part]
        stored = [one["counts"][0] / one["storing_s"] for one in rows]
        shares = [mine / bare for mine, bare in zip(stored, floors, strict=True)]
        counts = "{:,} found, {:,} added, {:,} changed, {:,} gone".format(*rows[0]["counts"])
        yield (
            f"| {part} | {counts} | {spread([one['counts'][0] / one['s'] for one in rows])} | {spread(stored)} |"
            f" {spread(shares, 2)} | {spread([one['mib'] for one in rows])} |"
            f" {spread([one['grown'] for one in rows])} | {spread([one['reader'] for one in rows])} |"
        )
    memory = spread([one["mib"] for one in found["floor"]])
    yield f"| floor | one COPY, one upsert | | {spread(floors)} | 1 | {memory} | | |"


def report(rounds: list[dict[str, dict[str, Any]]], *, write: bool) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    table = "\n".join(lines(rounds))
    text = (
        f"{TITLE}\n\n`.venv/bin/python benchmarks/sourcing.py --write`, {dt.datetime.now(dt.UTC):%Y-%m-%d}; {machine};"
        f" server, program and PostgreSQL on the same machine; median (minimum to maximum) of {len(rounds)} rounds."
        " Goal: rows stored a second at least half of the floor's.\n\n"
        "| | Counts | Rows a second, all in all | Rows a second, storing | Share of the floor | Peak MiB |"
        " of which the scan's | Peak MiB of the program that reads pages |\n|---|---|---|---|---|---|---|---|\n"
        f"{table}\n"
    )
    print(text)
    if write:
        before = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
        kept, _, rest = before.partition(TITLE)
        later = rest[rest.find("\n## ") :] if "\n## " in rest else ""
        RESULTS.write_text(f"{kept.rstrip()}\n\n{text}{later}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="into RESULTS.md")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--listings", type=int, default=LISTINGS, help=f"{LISTINGS:,} unless said otherwise")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"{ROUNDS} unless said otherwise")
    parser.add_argument("--address", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(floor(options.address) if options.part == "floor" else scan(options.address)))
        return
    try:
        with serving() as host:
            report([a_round(host, options.listings) for _ in range(options.rounds)], write=options.write)
    finally:
        databases.drop_template()


if __name__ == "__main__":
    main()
