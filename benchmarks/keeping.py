"""How long after a change a kept page still shows what was before: through the web server's processes and a worker.

    .venv/bin/python benchmarks/keeping.py --write

Two changes, in turns: somebody gives a job another title through the API (one of the web processes), and a job's
closing date passes (a worker). From the moment of the change on, the employer's page is asked for without a pause, over
HTTP, from whichever web process answers. Goal: below one second.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.prod")
# Keys and messages of its own: what else runs on this machine shall neither hear nor be heard.
OWN = {
    "REDIS_PREFIX": f"benchmark-{os.getpid()}", "CELERY_QUEUE": f"benchmark-{os.getpid()}", "LOG_LEVEL": "WARNING",
    "WEB_WORKERS": "2", "WEB_THREADS": "2", "HIRETRACK_DRAIN_S": "0", "HIRETRACK_PORT": "8746",
    "RATE_LIMIT_PUBLIC": "999999/minute", "RATE_LIMIT_WRITE": "99999/minute",
}  # fmt: skip
os.environ.update(OWN)

from hiretrack import wsgi  # noqa: E402, F401 - as the web server loads it

# isort: split
from django.utils import timezone  # noqa: E402

from benchmarks.feeds import _ms, machine, store  # noqa: E402
from employers.models import Employer, User  # noqa: E402
from employers.tokens import issue_pair  # noqa: E402
from hiretrack.celery import app  # noqa: E402
from hiretrack.tenancy import employer_scope  # noqa: E402
from jobs.models import Job  # noqa: E402
from jobs.services import create_job, publish_job  # noqa: E402

TITLE = "## Kept pages: how soon a change shows"
SLUG = "benchmark-keeping"


@contextmanager
def program(*arguments: str) -> Iterator[None]:
    run = subprocess.Popen([sys.executable, "-m", *arguments], cwd=ROOT, env=os.environ)
    try:
        yield
    finally:
        run.terminate()
        run.wait(30)


def ask(path: str, *, method: str = "GET", body: object = None, token: str = "") -> str:
    link = http.client.HTTPConnection("127.0.0.1", int(OWN["HIRETRACK_PORT"]), timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if token else {}
    link.request(method, path, body=json.dumps(body) if body else None, headers=headers)
    answer = link.getresponse()
    text = answer.read().decode()
    link.close()
    if answer.status >= 400:
        raise SystemExit(f"{method} {path} answered {answer.status}: {text[:200]}")
    return text


def until(fits: Callable[[str], bool], path: str) -> float:
    """The moment at which the first page that fits had come."""
    end = time.time() + 60
    while time.time() < end:
        if fits(ask(path)):
            return time.time()
    raise SystemExit(f"{path} has not changed within a minute.")


def up() -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end:
        try:
            ask("/robots.txt")
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("The web server did not start.")


def owner() -> tuple[Employer, str]:
    employer, _ = Employer.objects.get_or_create(slug=SLUG, defaults={"name": "Benchmark"})
    address = f"{SLUG}@example.com"
    user = User.objects.filter(email=address).first() or User.objects.create_user(
        address, uuid.uuid4().hex, name="Benchmark", employer=employer, roles=["recruiter"]
    )
    return employer, issue_pair(user).access


def opening(employer: Employer, title: str) -> Job:
    with employer_scope(employer.pk):
        made = create_job(title=title, description_md="Work.", location="Berlin", country="DE")
        return publish_job(job_id=made.pk)


def edited(employer: Employer, token: str) -> float:
    """Milliseconds after the API's answer."""
    job, page, title = opening(employer, "Before"), f"/e/{SLUG}/", f"After {uuid.uuid4().hex}"
    for _ in range(10):
        ask(page)
    ask(f"/v1/jobs/{job.pk}", method="PATCH", body={"title": title}, token=token)
    return 1000 * (-time.time() + until(lambda text: title in text, page))


def closed(employer: Employer) -> float:
    """Milliseconds after the moment that the worker wrote down as the job's closing (a little before its commit)."""
    title = f"Due {uuid.uuid4().hex}"
    job, page = opening(employer, title), f"/e/{SLUG}/"
    with employer_scope(employer.pk):
        Job.objects.filter(pk=job.pk).update(closes_at=timezone.now())
    for _ in range(10):
        ask(page)
    app.send_task("jobs.close_due")
    gone = until(lambda text: title not in text, page)
    with employer_scope(employer.pk):
        return 1000 * (gone - Job.objects.get(pk=job.pk).closed_at.timestamp())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--write", action="store_true", help="into benchmarks/RESULTS.md")
    given = parser.parse_args()
    employer, token = owner()
    edits, closings = [], []
    with ExitStack() as running:
        running.enter_context(program("hiretrack.observability.serving"))
        worker = ("celery", "--quiet", "-A", "hiretrack", "worker", "--concurrency", "1", "--loglevel", "WARNING")
        running.enter_context(program(*worker))
        up()
        for _ in range(given.rounds):
            edits.append(edited(employer, token))
            closings.append(closed(employer))
    on = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC · {machine()} · load {os.getloadavg()[0]:.1f}"
    section = (
        f"{TITLE}\n\n{on}\n\n`.venv/bin/python {' '.join(['benchmarks/keeping.py', *sys.argv[1:]])}`, two web processes"
        f" and a worker, {given.rounds} rounds; median (minimum to maximum), goal: below 1,000.\n\n"
        "| Change | shown after, ms |\n|---|--:|\n"
        f"| a title, through the API: after its answer | {_ms(edits)} |\n"
        f"| a closing date that passes, in a worker: after the moment it wrote down | {_ms(closings)} |\n"
    )
    print(section)
    if given.write:
        store(section, TITLE)


if __name__ == "__main__":
    main()
