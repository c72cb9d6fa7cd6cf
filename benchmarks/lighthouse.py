"""Lighthouse's view of the public pages: a slow phone, simulated; medians with minimum and maximum of some rounds.

    .venv/bin/python benchmarks/lighthouse.py --write

Starts the web process as an image does (production settings, collected and compressed static files) on the servers and
the demo data of a running `make run`. Needs Node.js, npm and Chromium (CHROME_PATH, default /usr/bin/chromium).
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hiretrack import env  # noqa: E402

TITLE = "## Public pages on a slow phone (Lighthouse)"
RESULTS = Path(__file__).parent / "RESULTS.md"
TOOLS = Path(__file__).parent / "lighthouse"
CHROME = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"FCP ms": "firstContentfulPaint", "LCP ms": "largestContentfulPaint", "TBT ms": "totalBlockingTime"}
ATTEMPTS = 3
METHOD = "Lighthouse's mobile defaults (4 × slower processor, 150 ms round trip, 1.6 Mbit/s, simulated), cold cache"
NOTES = """KB is all that went over the line, headers included; "machine" is Lighthouse's own measure of the processor:
where it halves, because others work on the machine too, the simulated times grow. The server speaks HTTP/1.1 without
TLS; behind TLS, a visit costs a round trip (150 ms) more before the first byte. `localhost` counts as secure: no audit
is lost by it. LCP is half a forecast: Lighthouse counts deferred scripts as if something waited for them."""


@dataclass
class Page:
    name: str
    address: str
    runs: list[dict[str, float]] = field(default_factory=list)


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The web process with production settings, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as static:
        url = f"http://localhost:{port}"
        given = os.environ | env.read_services() | {
            "DJANGO_SETTINGS_MODULE": "hiretrack.settings.prod", "STATIC_ROOT": static, "PUBLIC_URL": url,
            "ALLOWED_HOSTS": "localhost", "SECURE_SSL_REDIRECT": "0", "HIRETRACK_HOST": "127.0.0.1",
            "HIRETRACK_PORT": port, "LOG_LEVEL": "WARNING",
        }  # fmt: skip
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "collectstatic", "--noinput"], env=given, check=True, stdout=subprocess.DEVNULL)
        process = subprocess.Popen([*manage, "process", "web"], env=given, start_new_session=True)
        try:
            wait_for(f"{url}/livez")
            yield url
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(address: str) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            read(address)
            return
        time.sleep(0.3)
    sys.exit(f"{address} does not answer")


def read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        text: str = answer.read().decode()
        return text


def pages(url: str) -> list[Page]:
    """The list, the first job's employer, that job and its form."""
    first = re.search(r'href="(/jobs/[0-9a-f-]{36})(/[^"]*)"', read(f"{url}/"))
    if not first:
        sys.exit("There is no opening to look at: run `make run` or `manage.py seed_demo` first.")
    employer = re.search(r'href="(/e/[^"]+/)"', read(url + first[1] + first[2]))
    return [
        Page("list, `/`", "/"),
        Page("careers page, `/e/…/`", employer[1] if employer else "/"),
        Page("job, `/jobs/…`", first[1] + first[2]),
        Page("apply, `/jobs/…/apply/`", f"{first[1]}/apply/"),
    ]


def installed() -> Path:
    program = TOOLS / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "ci", *quiet], cwd=TOOLS, check=True)
    return program


def look(program: Path, address: str) -> dict[str, float]:
    """One visit with an empty cache. Now and then Chromium loses the trace: then the visit is made again."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(OSError):
            return visit(program, address)
    return visit(program, address)


def visit(program: Path, address: str) -> dict[str, float]:
    options = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    flags = "--chrome-flags=--headless=new --no-sandbox"
    done = subprocess.run(
        [program, address, *options, flags], env=os.environ | {"CHROME_PATH": CHROME}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise OSError(done.stderr.strip()[-300:])
    return figures(json.loads(done.stdout))


def figures(said: dict[str, Any]) -> dict[str, float]:
    error = said.get("runtimeError")
    if error:
        raise OSError(error["message"])
    measured = said["audits"]["metrics"]["details"]["items"][0]
    sent = [one.get("transferSize", 0) for one in said["audits"]["network-requests"]["details"]["items"]]
    scores = {name: said["categories"][name]["score"] * 100 for name in CATEGORIES}
    times = {title: measured[name] for title, name in TIMES.items()}
    more = {"CLS": measured["cumulativeLayoutShift"], "KB": sum(sent) / 1000, "requests": len(sent)}
    return scores | times | more | {"machine": said["environment"]["benchmarkIndex"]}


def measure(program: Path, url: str, asked: list[Page], rounds: int) -> None:
    """All pages in each round: what else the machine does hits them alike."""
    for page in asked:
        read(url + page.address)
    for _ in range(rounds):
        for page in asked:
            page.runs.append(look(program, url + page.address))
            print(page.name, {name: round(value, 2) for name, value in page.runs[-1].items()}, file=sys.stderr)


def cell(page: Page, name: str) -> str:
    values = [run[name] for run in page.runs]
    digits = {"CLS": 3, "KB": 1}.get(name, 0)
    low, middle, high = (f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
    return middle if low == high else f"{middle} ({low}–{high})"


def table(asked: list[Page]) -> str:
    names = list(asked[0].runs[0])
    head = [f"| Page | {' | '.join(names)} |", f"|---|{'--:|' * len(names)}"]
    return "\n".join(
        [*head, *(f"| {page.name} | {' | '.join(cell(page, name) for name in names)} |" for page in asked)]
    )


def machine() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    versions = [
        subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]
        for name in (CHROME, "node")
    ]
    cpu = names[0].partition(":")[2].strip() if names else "CPU"
    return f"{os.cpu_count()} × {cpu}, {versions[0]}, Node {versions[1]}"


def report(asked: list[Page], rounds: int) -> str:
    command = f"`.venv/bin/python {' '.join(['benchmarks/lighthouse.py', *sys.argv[1:]])}`"
    on = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC · {machine()} · load {os.getloadavg()[0]:.1f}"
    said = f"{METHOD}; rounds: {rounds}; median (minimum–maximum). {NOTES}"
    return f"{TITLE}\n\n{on}\n\n{command}\n\n{said}\n\n{table(asked)}\n"


def store(section: str) -> None:
    old = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    before, _, after = old.partition(TITLE)
    rest = after.partition("\n## ")
    kept = f"\n## {rest[2]}" if rest[1] else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{section}{kept}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--url", default="", help="a server that runs already, instead of one of our own")
    parser.add_argument("--page", action="append", default=[], metavar="NAME=PATH", help="look at this page, too")
    parser.add_argument("--write", action="store_true", help="into benchmarks/RESULTS.md")
    given = parser.parse_args()
    program = installed()
    with contextlib.nullcontext(given.url) if given.url else served() as url:
        asked = pages(url) + [Page(*one.split("=", 1)) for one in given.page]
        measure(program, url, asked, given.rounds)
    section = report(asked, given.rounds)
    print(section)
    if given.write:
        store(section)


if __name__ == "__main__":
    main()
