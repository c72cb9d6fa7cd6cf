"""How long the documents for other programs take at scale, and what they need of the web server's memory.

    manage.py seed_scale
    .venv/bin/python benchmarks/feeds.py --write

The web server runs as its own program with one process, and is asked over HTTP on this machine; documents are asked for
in turns. Postings are kept first (as the workers do in the background), so that what is measured is what aggregators
see; `--fresh` forgets them before and measures that, too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.prod")

from hiretrack import wsgi  # noqa: E402, F401 - as the web server loads it

# isort: split
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from hiretrack.portal.feeds import jobxml, sitemaps  # noqa: E402
from hiretrack.tenancy import all_tenants, public_scope  # noqa: E402
from jobs import queries, services  # noqa: E402
from jobs.models import KeptPosting, PublishedJob  # noqa: E402

RESULTS = Path(__file__).parent / "RESULTS.md"
TITLE = "## Documents for other programs"
MEGA = 1_000_000


@dataclass(slots=True)
class Document:
    path: str
    is_packed: bool = False
    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Of the web server's process alone: what it costs whatever else the machine does."""
    size: int = 0

    def row(self) -> str:
        name = f"`{self.path}`{', gzip' if self.is_packed else ''}"
        return f"| {name} | {_ms(self.first)} | {_ms(self.whole)} | {_ms(self.cpu)} | {self.size / MEGA:.2f} |"


def _ms(times: list[float]) -> str:
    return f"{statistics.median(times):,.0f} ({min(times):,.0f} to {max(times):,.0f})"


def documents(slug: str, parts: int) -> list[Document]:
    paths = ["/jobs.rss", "/jobs.atom", "/sitemap.xml", "/sitemap-employers-1.xml", f"/e/{slug}/jobs.xml"]
    paths += [f"/sitemap-jobs-{number}.xml" for number in range(1, parts + 1)]
    return [*map(Document, paths), Document("/jobs.xml"), Document("/jobs.xml", is_packed=True)]


@contextmanager
def running() -> Iterator[tuple[int, int]]:
    """The web server: its port, and the id of the process that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # The limiter counts by address, and all requests come from one; what is kept holds for one public address.
    own = {
        "PUBLIC_URL": settings.PUBLIC_URL, "HIRETRACK_PORT": str(port), "REDIS_PREFIX": f"benchmark-{os.getpid()}",
        "WEB_WORKERS": "1", "HIRETRACK_DRAIN_S": "0", "LOG_LEVEL": "WARNING",
        "RATE_LIMIT_PUBLIC": "9999/minute", "RATE_LIMIT_EXPENSIVE": "9999/minute",
    }  # fmt: skip
    program = subprocess.Popen(
        [sys.executable, "-m", "hiretrack.observability.serving"], cwd=ROOT, env=os.environ | own
    )
    try:
        _wait(port)
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
        yield port, max(map(int, children), key=lambda pid: _memory(pid, "VmRSS"))
    finally:
        program.terminate()
        program.wait(30)


def _wait(port: int) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        try:
            _ask(port, Document("/robots.txt"))
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The web server did not start.")


def _memory(pid: int, name: str) -> int:
    """In KiB."""
    status = Path(f"/proc/{pid}/status")
    found = [line for line in status.read_text().splitlines() if line.startswith(name)] if status.exists() else []
    return int(found[0].split()[1]) if found else 0


def _cpu(pid: int) -> float:
    """Seconds so far."""
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def _ask(port: int, wanted: Document) -> None:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    start = time.perf_counter()
    link.request("GET", wanted.path, headers={"Accept-Encoding": "gzip"} if wanted.is_packed else {})
    answer = link.getresponse()
    answer.read(1)
    first, wanted.size = time.perf_counter() - start, 1
    while part := answer.read(1 << 16):
        wanted.size += len(part)
    if answer.status != 200:
        raise SystemExit(f"{wanted.path} answered {answer.status}")
    wanted.first.append(1000 * first)
    wanted.whole.append(1000 * (time.perf_counter() - start))
    link.close()


def keep() -> tuple[int, float]:
    """How many postings were missing, and the seconds that keeping them took."""
    start, made = time.perf_counter(), 0
    while done := services.keep_postings(form=jobxml.form(), write=jobxml.posting, within_s=3600):
        made += done
    return made, time.perf_counter() - start


def looked() -> float:
    """Milliseconds that a run of the task takes when there is nothing to keep."""
    start = time.perf_counter()
    services.forget_postings()
    services.keep_postings(form=jobxml.form(), write=jobxml.posting, within_s=60)
    return 1000 * (time.perf_counter() - start)


def machine() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    cpu = names[0].partition(":")[2].strip() if names else platform.processor()
    return f"{os.cpu_count()} × {cpu}, Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10000}"


def store(section: str, title: str) -> None:
    old = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    before, _, after = old.partition(title)
    rest = after.partition("\n## ")
    kept = f"\n## {rest[2]}" if rest[1] else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{section}{kept}", "utf-8")


def asked_for(port: int, pid: int, wanted: list[Document], rounds: int) -> list[str]:
    idle = _memory(pid, "VmRSS")
    for _ in range(rounds):
        for one in wanted:
            before = _cpu(pid)
            _ask(port, one)
            one.cpu.append(1000 * (_cpu(pid) - before))
    return [
        f"| memory of the web server's process before | {idle // 1024} MiB |",
        f"| its peak | {_memory(pid, 'VmHWM') // 1024} MiB |",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--employer", default="scale-001", help="its slug (default: the largest of seed_scale)")
    parser.add_argument(
        "--fresh", action="store_true", help="forget what is kept, and ask for jobs.xml without it once"
    )
    parser.add_argument("--write", action="store_true", help="into benchmarks/RESULTS.md")
    given = parser.parse_args()
    with public_scope():
        count, parts = PublishedJob.objects.count(), len(queries.parts_of_jobs(size=sitemaps.PART))
    lines = []
    with running() as (port, pid):
        if given.fresh:
            with all_tenants(reason="a benchmark begins with nothing kept"):
                KeptPosting.objects.all().delete()
            bare = Document("/jobs.xml")
            _ask(port, bare)
            lines.append(f"| `/jobs.xml`, nothing kept | {bare.whole[0] / 1000:,.0f} s |")
        made, took = keep()
        if made:
            lines.append(f"| keeping {made:,} postings, one process | {took:,.0f} s: {made / took:,.0f} a second |")
        wanted = documents(given.employer, parts)
        lines += asked_for(port, pid, wanted, given.rounds)
    lines.append(f"| a run of the task with nothing to do | {_ms([looked() for _ in range(given.rounds)])} ms |")
    on = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC · {machine()} · load {os.getloadavg()[0]:.1f}"
    command = f"`.venv/bin/python {' '.join(['benchmarks/feeds.py', *sys.argv[1:]])}`"
    section = (
        f"{TITLE}\n\n{on}\n\n{command}, {count:,} published jobs, {given.rounds} rounds;"
        " median (minimum to maximum).\n\n"
        "| Document | first byte, ms | all of it, ms | own CPU, ms | MB |\n|---|--:|--:|--:|--:|\n"
        + "\n".join(one.row() for one in wanted)
        + "\n\n| | |\n|---|--:|\n"
        + "\n".join(lines)
        + "\n"
    )
    print(section)
    if given.write:
        store(section, TITLE)


if __name__ == "__main__":
    main()
