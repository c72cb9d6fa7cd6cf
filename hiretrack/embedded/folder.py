"""The data folder: one owner at a time, generated passwords, and the addresses for a second terminal."""

import fcntl
import json
import os
import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hiretrack.embedded.problems import CannotStart, explain

MEGABYTE = 1024 * 1024
FIRST_START_MB, LATER_START_MB = 700, 100


class DataFolder:
    """Paths and secrets of one installation. Creating the object touches nothing on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.run = self.path / "run"
        self.services_file = self.path / "services.env"
        self._making_secrets = threading.Lock()

    def prepare(self) -> None:
        """Make the folder; refuse in one line when it cannot be made or the disk is full."""
        try:
            self.run.mkdir(parents=True, exist_ok=True)
            # Root's servers run as `nobody`, who must be able to pass; the files in it stay closed.
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        except OSError as error:
            raise explain(error) from error
        self._demand_space()

    def _demand_space(self) -> None:
        first = not (self.path / "secrets.json").exists()
        needed = FIRST_START_MB if first else LATER_START_MB
        free = shutil.disk_usage(self.path).free // MEGABYTE
        if free < needed:
            raise CannotStart(
                f"Only {free} MB are free where {self.path} lies and {needed} MB are needed: "
                "free some space, or set HIRETRACK_DATA_DIR to a folder on another disk."
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this process; the system lets go of it however the process ends."""
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._lock(descriptor)
            yield
        finally:
            os.close(descriptor)

    def _lock(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 20, 0).decode().strip() or "unknown"
            raise CannotStart(
                f"HireTrack already runs in {self.path} (process {holder}): stop that one first, "
                "or set HIRETRACK_DATA_DIR to another folder."
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)

    def secret(self, name: str) -> str:
        """A random value that is made once and kept."""
        with self._making_secrets:
            return self._secret(name)

    def _secret(self, name: str) -> str:
        path = self.path / "secrets.json"
        known = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if name not in known:
            known[name] = secrets.token_urlsafe(36)
            write_private(path, json.dumps(known, indent=1))
        return str(known[name])

    def publish(self, services: Mapping[str, str]) -> None:
        """Leave the addresses for `manage.py` commands in another terminal."""
        lines = (f"{name}={value}\n" for name, value in sorted(services.items()))
        write_private(self.services_file, "# Written by `make run`, removed when it ends.\n" + "".join(lines))

    def unpublish(self) -> None:
        self.services_file.unlink(missing_ok=True)


def write_private(path: Path, content: str) -> None:
    """Replace a file in one step; nobody else can read it at any moment."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
