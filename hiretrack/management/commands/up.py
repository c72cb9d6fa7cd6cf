"""`make run`: servers, migrations, demo data, and HireTrack's own processes under one supervisor."""

import os
import subprocess
import urllib.error
import urllib.request
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hiretrack import env
from hiretrack.embedded import CannotStart, application, ports
from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.migrated import Migrated
from hiretrack.embedded.problems import explain
from hiretrack.embedded.session import Session, session
from hiretrack.embedded.supervisor import demand
from hiretrack.embedded.waiting import until
from hiretrack.embedded.welcome import SIGN_INS, welcome

READY_WITHIN = 90.0


class Command(BaseCommand):
    help = "Start everything on this machine: real servers, HireTrack, and demo data on the first start."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="start without demo data")

    def handle(self, *, no_demo: bool, **options: Any) -> None:
        try:
            run(demo=not no_demo)
        except CannotStart as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(str(explain(error))) from error


def run(*, demo: bool) -> None:
    """Returns when the person has ended it; raises CannotStart when it cannot begin."""
    _demand_ports()
    folder = DataFolder(env.data_dir())
    with session(folder, origins=_origins()) as running:
        folder.publish(running.environment)
        _prepare(running, demo=demo)
        _start(running)
        running.supervisor.log.block(welcome(folder.path))
        while not running.supervisor.log.broken.wait(1):
            pass


def _demand_ports() -> None:
    host, web = application.web_address()
    _, live = application.live_address()
    if web == live:
        raise CannotStart("HIRETRACK_PORT and HIRETRACK_LIVE_PORT are the same: change one of them.")
    ports.demand(web, host, "HIRETRACK_PORT")
    ports.demand(live, host, "HIRETRACK_LIVE_PORT")


def _origins() -> list[str]:
    """The pages from which browsers may upload into the bucket."""
    _, port = application.web_address()
    usual = {f"http://{name}:{port}" for name in ("127.0.0.1", "localhost")}
    return sorted(usual | {application.public_url()})


def _prepare(running: Session, *, demo: bool) -> None:
    database = Migrated(running.folder, running.owner)
    if not database.is_known():
        _manage(running, "migrate", "--verbosity", "0")
        database.remember()
    if demo and not (running.folder.path / SIGN_INS).exists():
        running.supervisor.log.line("seed_demo", "making the demo: three employers, jobs and candidates")
        # The sign-ins are shown with the addresses.
        _manage(running, "seed_demo", "--verbosity", "0")


def _manage(running: Session, *arguments: str) -> None:
    """One of our commands against the servers, its lines in the log stream."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        application.manage(*arguments),
        env={**os.environ, **application.environment(running.environment)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        _relay(process, running, arguments[0])
    finally:
        process.kill()
        process.wait()


def _relay(process: "subprocess.Popen[str]", running: Session, name: str) -> None:
    assert process.stdout is not None  # noqa: S101 - it was opened with a pipe
    for line in process.stdout:
        running.supervisor.log.line(name, line.rstrip())
    if process.wait():
        raise CannotStart(f"`manage.py {name}` failed: see its lines above.")


def _start(running: Session) -> None:
    """The pages first: what works in the background is not waited for."""
    web, *others = application.programs(running.environment, running.folder.path)
    running.supervisor.start(web)
    _await_web(running)
    running.supervisor.start(*others)


def _await_web(running: Session) -> None:
    web = running.supervisor.child("web")
    host, port = application.web_address()
    address = f"http://{application.reachable(host)}:{port}/readyz"

    def ready() -> bool:
        demand(web)
        return _answers(address)

    try:
        until(ready, within=READY_WITHIN, every=0.1)
    except TimeoutError as error:
        raise CannotStart(f"{address} does not answer 200: see the lines above.") from error


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False
