"""The web server: `python -m hiretrack.observability.serving`. granian's workers, plus a clean end.

On SIGTERM (or Ctrl-C) the instance first says that it is draining and goes on serving for HIRETRACK_DRAIN_S seconds,
so that balancers stop sending; then the workers stop accepting, finish what they have begun and end. Nobody is cut.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from hiretrack import env
from hiretrack.observability import draining
from hiretrack.observability.logs import stdlib_config

THREADS = 8
STEP_S = 0.1
REMIND_S = 6
"""More than a request's deadline, less than WEB_STOP_S."""


class DrainingServer(Server):  # type: ignore[misc, valid-type]
    """granian's server with a clean end. (Its own shutdown hooks come too late: they run after the workers' end.)"""

    def shutdown(self, exit_code: int = 0) -> None:
        drain(env.number("HIRETRACK_DRAIN_S", 5.0), ended=lambda: not self._alive())
        super().shutdown(exit_code)

    def _stop_workers(self) -> None:
        # A worker that was still loading the application has lost the signal. It is told again only when no request
        # can be left: a second signal makes granian give up what it was finishing.
        reminder = threading.Timer(REMIND_S, self._remind, args=(list(self.wrks),))
        reminder.daemon = True
        reminder.start()
        super()._stop_workers()
        reminder.cancel()

    def _remind(self, workers: list[Any]) -> None:
        for worker in workers:
            if worker.is_alive():
                worker.terminate()

    def _alive(self) -> bool:
        return any(worker.is_alive() for worker in self.wrks)


def server(host: str, port: int) -> DrainingServer:
    """granian, set from the environment: WEB_WORKERS, WEB_THREADS, WEB_STOP_S, LOG_FORMAT, LOG_LEVEL."""
    return DrainingServer(
        "hiretrack.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=env.integer("WEB_WORKERS", min(2, os.cpu_count() or 1), low=1),
        blocking_threads=env.integer("WEB_THREADS", THREADS, low=1),
        respawn_failed_workers=True,
        # Longer than any request may take (its deadline is 5 s); then it is killed.
        workers_kill_timeout=env.integer("WEB_STOP_S", 10, low=1),
        log_dictconfig=stdlib_config(env.text("LOG_FORMAT", "json"), env.text("LOG_LEVEL", "INFO")),
    )


def drain(seconds: float, *, ended: Callable[[], bool] = lambda: False) -> None:
    """Announce the end and keep serving for `seconds`, or until `ended` says that nobody is left to serve."""
    draining.start_draining()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not ended():
        time.sleep(STEP_S)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="hiretrack-web-"))
    os.environ.setdefault(draining.VARIABLE, str(folder / "draining"))
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder))
    draining.stop_draining()
    web = server(env.text("HIRETRACK_HOST", "127.0.0.1"), env.integer("HIRETRACK_PORT", 8000, low=1, high=65535))
    try:
        web.serve()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
