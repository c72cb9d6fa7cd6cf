"""The web server: `python -m hiretrack.observability.serving`. granian's workers, plus a clean end.

On SIGTERM (or Ctrl-C) the instance first says that it is draining and goes on serving for HIRETRACK_DRAIN_S seconds,
so that balancers stop sending; then the workers stop accepting, finish what they have begun and end. Nobody is cut.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.server import Server
from granian.server.common import AbstractServer

from hiretrack import env
from hiretrack.observability import draining
from hiretrack.observability.logs import stdlib_config

THREADS = 8
STEP_S = 0.1


def server(host: str, port: int) -> AbstractServer[Any]:
    """granian, set from the environment: WEB_WORKERS, WEB_THREADS, WEB_STOP_S, LOG_FORMAT, LOG_LEVEL."""
    return Server(
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
    web.on_shutdown(lambda: drain(env.number("HIRETRACK_DRAIN_S", 5.0), ended=lambda: not _alive(web)))
    try:
        web.serve()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alive(web: AbstractServer[Any]) -> bool:
    return any(worker.is_alive() for worker in web.wrks)


if __name__ == "__main__":
    main()
