"""How long the back office's pages take at scale, each beside its slowest query.

    manage.py seed_scale
    .venv/bin/python benchmarks/back_office.py --write

Pages are asked for in turns, so that what else the machine does falls on all of them alike. Requests go through all
middleware, in this process and without a network. Goals (quality.md): p95 below 300 ms, and within twice the slowest
query's time where that query is what the page is about.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.prod")

from hiretrack import wsgi  # noqa: E402, F401 - as the web server loads it

# isort: split
from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse  # noqa: E402

from applicants.models import Applicant  # noqa: E402
from applications.models import Application  # noqa: E402
from employers.models import Employer, User  # noqa: E402
from hiretrack.tenancy import all_tenants, employer_scope  # noqa: E402
from jobs.models import Job  # noqa: E402
from webhooks.models import WebhookSubscription  # noqa: E402

RESULTS = Path(__file__).parent / "RESULTS.md"
TITLE = "## Back office at scale"
SLUG = "scale-001"
GOAL = 300
"""Milliseconds, of the 95th percentile."""


@dataclass(slots=True)
class Page:
    name: str
    path: str
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Of this process alone: what the page costs whatever else the machine does."""
    slowest: list[float] = field(default_factory=list)
    queries: int = 0
    status: int = 0
    sql: str = ""
    is_optional: bool = False
    """Left out when it does not answer a plain GET, or leads elsewhere."""


@dataclass(slots=True)
class Watch:
    """Runs around each query of a request."""

    times: list[tuple[float, str]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.times.append((1000 * (time.perf_counter() - start), sql))


def pages(employer: Employer, user: User) -> Iterator[Page]:
    yield Page("dashboard", reverse("admin:index"))
    yield from _lists(user)
    with transaction.atomic(), employer_scope(employer.pk):
        job = Job.objects.filter(status="published", fair_review=False).order_by("pk").first()
        fair = Job.objects.filter(fair_review=True).order_by("pk").first()
        found = Application.objects.filter(job=job).select_related("applicant").order_by("-created_at").first()
        hook = WebhookSubscription.objects.first()
    if job is None or found is None:
        raise SystemExit(f"{employer.slug} has no published job with applications: run manage.py seed_scale first.")
    yield from _searches(job)
    yield from _ours(job, fair, found, hook)


def _lists(user: User) -> Iterator[Page]:
    for model in admin.site._registry:
        label = model._meta
        if user.has_perm(f"{label.app_label}.view_{label.model_name}"):
            yield Page(f"list of {label.verbose_name_plural}", _list_of(model), is_optional=True)


def _list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _searches(job: Job) -> Iterator[Page]:
    people, applications = _list_of(Applicant), _list_of(Application)
    for words in ("kubernetes", "kafka statistics", '"under tight deadlines"', "python -sap", "nowhere-to-be-found"):
        yield Page(f"candidates: {words}", f"{people}?q={words}")
    yield Page("candidates by address", f"{people}?q=p12.e1@")
    yield Page("applications: kubernetes", f"{applications}?q=kubernetes")
    yield Page("applications of a job, new", f"{applications}?job__id__exact={job.pk}&status__exact=new")
    yield Page("applications, page 3", f"{applications}?p=3")
    yield Page("jobs: engineer", f"{_list_of(Job)}?q=engineer")
    yield Page("global search: ada", f"{reverse('office:search')}?s=ada")


def _ours(job: Job, fair: Job | None, found: Application, hook: WebhookSubscription | None) -> Iterator[Page]:
    """The pages that live beside Django's lists. One that is not there yet is left out."""
    wanted = [
        ("application page", "admin:applications_application_change", [found.pk]),
        ("candidate page", "admin:applicants_applicant_change", [found.applicant_id]),
        ("job page", "admin:jobs_job_change", [job.pk]),
        ("board", "office:board", [job.pk]),
        ("board under fair review", "office:board", [fair.pk if fair else job.pk]),
    ]
    for name, view, args in wanted:
        try:
            yield Page(name, reverse(view, args=args))
        except NoReverseMatch:
            print(f"not there: {name} ({view})", file=sys.stderr)
    lists = {_list_of(model) for model in admin.site._registry} | {reverse("admin:index")}
    yield from (page for page in _parts(job, found, hook) if page.path not in lists)


def _parts(job: Job, found: Application, hook: WebhookSubscription | None) -> Iterator[Page]:
    """Every other page, and what scripts fetch, that only needs this job or application to be named."""
    known = {"job_id": job.pk, "application_id": found.pk, "applicant_id": found.applicant_id, "status": "new"}
    if hook:
        known["webhook_subscription_id"] = hook.pk
    for path, name in _walked(get_resolver().url_patterns, ""):
        if not path.startswith(settings.ADMIN_PATH) or not name or any(word in path for word in LEFT_OUT):
            continue
        filled = PARAMETER.sub(lambda match: str(known.get(match[1], match[0])), path)
        if "<" not in filled and "(" not in filled:
            short = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", filled)
            yield Page(f"/{short}", f"/{filled}", is_optional=True)


PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
LEFT_OUT = ("log", "export", "jsi18n", "autocomplete", "add/", "password", "account", "object_id", "transfer")


def _walked(patterns: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one.name or ""


@contextmanager
def watched() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def measure(client: Client, asked: list[Page], rounds: int) -> None:
    for turn in range(rounds + 2):
        if turn == 1:
            asked[:] = [page for page in asked if page.status == 200 or not page.is_optional]
        for page in asked:
            with watched() as watch:
                start, worked = time.perf_counter(), time.process_time()
                answer = client.get(page.path)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                took, worked = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)
            page.status = answer.status_code
            # The first two turns fill caches.
            if turn >= 2:
                longest, sql = max(watch.times, default=(0.0, ""))
                page.times.append(took)
                page.cpu.append(worked)
                page.slowest.append(longest)
                page.queries, page.sql = len(watch.times), sql


def p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(0.95 * len(times)) - 1)]


def table(asked: list[Page]) -> str:
    lines = [
        "| Page | p50 ms | p95 ms | own CPU, p50 ms | slowest query, p50 ms | queries | p95 below 300 |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for page in asked:
        slowest = statistics.median(page.slowest)
        ok = "yes" if p95(page.times) < GOAL else "**no**"
        lines.append(
            f"| {page.name} | {statistics.median(page.times):.0f} | {p95(page.times):.0f}"
            f" | {statistics.median(page.cpu):.0f} | {slowest:.1f}"
            f" | {page.queries} | {ok} |"
        )
    return "\n".join(lines)


def counts() -> str:
    with all_tenants(reason="counting rows for a benchmark"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relname = ANY (%s) ORDER BY 1",
            [["employers_employer", "jobs_job", "applicants_applicant", "applications_application"]],
        )
        return ", ".join(f"{count:,} {name.rsplit('_', 1)[1]}s" for name, count in cursor.fetchall())


def machine() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    cpu = names[0].partition(":")[2].strip() if names else platform.processor()
    return f"{os.cpu_count()} × {cpu}, Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10000}"


def report(asked: list[Page], rounds: int, role: str) -> str:
    command = f"`.venv/bin/python {' '.join(['benchmarks/back_office.py', *sys.argv[1:]])}`"
    on = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC · {machine()} · load {os.getloadavg()[0]:.1f}"
    rows = "the employer with 40 open jobs × 2,000 applications"
    return f"{TITLE}\n\n{on}\n\n{command}, {rounds} rounds, as {role} of {rows}; {counts()}.\n\n{table(asked)}\n"


def store(section: str) -> None:
    old = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    before, _, after = old.partition(TITLE)
    rest = after.partition("\n## ")
    kept = f"\n## {rest[2]}" if rest[1] else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{section}{kept}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--employer", default=SLUG, help="its slug (default: the largest of seed_scale)")
    parser.add_argument("--role", default="recruiter", choices=["recruiter", "employer_admin", "viewer"])
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--sql", action="store_true", help="print each page's slowest query, too")
    parser.add_argument("--write", action="store_true", help="into benchmarks/RESULTS.md")
    given = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    employer = Employer.objects.get(slug=given.employer)
    user = User.objects.filter(employer=employer, roles=[given.role]).first()
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    asked = [page for page in pages(employer, user) if given.only in page.name]
    measure(client, asked, given.rounds)
    section = report(asked, given.rounds, given.role)
    print(section)
    for page in asked:
        if page.status != 200:
            print(f"{page.name}: answered {page.status}", file=sys.stderr)
        if given.sql:
            print(f"\n{page.name}\n{page.sql}")
    if given.write:
        store(section)


if __name__ == "__main__":
    main()
