"""A real Celery worker in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hiretrack.env import PROJECT

COMMAND = ("-m", "celery", "-A", "hiretrack", "worker", "--include", "tests.background.sample_tasks")
OPTIONS = ("--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")


class Worker:
    def __init__(self, log: Path, **environment: str) -> None:
        self.log = log
        known = os.environ | {"TASK_BACKOFF_S": "0.05,0.1,0.1", "LOG_FORMAT": "json"} | environment
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, *COMMAND, *OPTIONS], cwd=PROJECT, env=known, stderr=file, stdout=file,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """The worker with all of its processes, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def running_worker(log: Path, **environment: str) -> Iterator[Worker]:
    worker = Worker(log, **environment)
    try:
        yield worker
    finally:
        worker.stop()
