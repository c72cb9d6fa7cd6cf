"""One run from start to end: the folder's lock, the servers, signals, and the way back out of all of it."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from hiretrack import env
from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.logstream import LogStream
from hiretrack.embedded.processes import stop_left_over
from hiretrack.embedded.services import Services
from hiretrack.embedded.supervisor import Supervisor


class Interrupted(BaseException):
    """The first Ctrl-C, SIGTERM or SIGHUP: unwind. A BaseException, so that no `except Exception` keeps it."""


class Session:
    """What runs meanwhile: the supervisor, and the variables that lead to the servers."""

    def __init__(self, folder: DataFolder, supervisor: Supervisor, environment: dict[str, str]) -> None:
        self.folder, self.supervisor, self.environment = folder, supervisor, environment

    @property
    def owner(self) -> str:
        """The database's address for its owner."""
        return self.environment.get("DATABASE_OWNER_URL") or env.text("DATABASE_OWNER_URL", env.text("DATABASE_URL"))


@contextmanager
def session(
    folder: DataFolder, *, origins: Sequence[str] = (), temporary: bool = False, log: LogStream | None = None
) -> Iterator[Session]:
    """Servers up inside the block, everything down after it, however the block ends.

    Raises CannotStart with one line for the person at the terminal. `temporary` trades durability for
    speed and removes the folder at the end.
    """
    stream = log or LogStream()
    folder.prepare()
    with folder.locked():
        folder.unpublish()
        for name in stop_left_over(folder.run):
            stream.line("hiretrack", f"ended {name}, left over from a crash")
        services = Services(folder, origins=origins, durable=not temporary)
        try:
            yield from _run(folder, services, Supervisor(folder.run, stream))
        finally:
            if temporary:
                services.discard()


def _run(folder: DataFolder, services: Services, supervisor: Supervisor) -> Iterator[Session]:
    with _signals(supervisor):
        try:
            services.start(supervisor)
            yield Session(folder, supervisor, services.environment())
        except Interrupted:
            supervisor.log.line("hiretrack", "ending; once more to kill")
        finally:
            folder.unpublish()
            supervisor.stop()


@contextmanager
def _signals(supervisor: Supervisor) -> Iterator[None]:
    def handle(_number: int, _frame: FrameType | None) -> None:
        if supervisor.ending.is_set():
            supervisor.hurry.set()
            return
        supervisor.ending.set()
        raise Interrupted

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
