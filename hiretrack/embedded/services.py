"""Starts the servers that the environment does not already name, and tells their addresses."""

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from hiretrack import env
from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.objectstore import ObjectStore
from hiretrack.embedded.ports import PortBook
from hiretrack.embedded.postgres import Postgres
from hiretrack.embedded.problems import CannotStart
from hiretrack.embedded.program import Program
from hiretrack.embedded.redis import Valkey
from hiretrack.embedded.supervisor import Child, Supervisor, demand
from hiretrack.embedded.waiting import until

START_WITHIN = 60.0


class Service(Protocol):
    def prepare(self) -> None: ...
    def program(self) -> Program: ...
    def ready(self) -> bool: ...
    def complete(self) -> None: ...
    def environment(self) -> dict[str, str]: ...
    def discard(self) -> None: ...


class Services:
    """The embedded servers of one data folder.

    `durable=False` is for throw-away data: no fsync, no append-only file.
    """

    def __init__(self, folder: DataFolder, *, origins: Sequence[str] = (), durable: bool = True) -> None:
        self._folder = folder
        ports = PortBook(folder.path / "ports.json")
        self._parts: list[Service] = []
        if not env.given(*env.GROUPS["DATABASE_"]):
            self._parts.append(Postgres(folder, ports, durable=durable))
        if not env.given(*env.GROUPS["REDIS_"]):
            self._parts.append(Valkey(folder, ports, durable=durable))
        if not env.given(*env.GROUPS["S3_"]):
            self._parts.append(ObjectStore(folder, ports, origins=list(origins)))

    def start(self, supervisor: Supervisor) -> None:
        """All servers up and complete; CannotStart says which one is not, and why."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda part: part.prepare(), self._parts))
            children = supervisor.start(*(part.program() for part in self._parts))
            list(pool.map(lambda part, child: _await(part, child, supervisor), self._parts, children))

    def environment(self) -> dict[str, str]:
        """The variables that lead to these servers; empty for those the environment already names."""
        found: dict[str, str] = {}
        for part in self._parts:
            found.update(part.environment())
        if not env.given("SECRET_KEY"):
            found["SECRET_KEY"] = self._folder.secret("secret_key")
        return found

    def discard(self) -> None:
        """Remove every trace, once the servers are down."""
        for part in self._parts:
            part.discard()
        shutil.rmtree(self._folder.path, ignore_errors=True)


def _await(part: Service, child: Child, supervisor: Supervisor) -> None:
    def ready() -> bool:
        demand(child)
        if supervisor.ending.is_set():
            raise CannotStart("Interrupted.")
        return part.ready()

    try:
        until(ready, within=START_WITHIN)
        part.complete()
    except TimeoutError as error:
        raise CannotStart(f"{child.program.name} runs but does not answer: {error}.") from error
