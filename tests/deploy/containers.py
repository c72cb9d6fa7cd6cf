"""A container without an engine: the image's files on a read-only root, run as the image's user without any rights."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
UID = 10001
# The virtual environment is mounted onto its own path again, because /tmp or a folder closed to others may hide it.
ENTER = """
set -e
mount --make-rprivate /
mount --bind "$VENV" "$HOLD"
mount -t tmpfs tmpfs /tmp
[ -z "$CLOSED" ] || mount -t tmpfs -o mode=0755 tmpfs "$CLOSED"
mkdir -p "$VENV"
mount --bind "$HOLD" "$VENV"
mount -o remount,bind,ro /
cd "$TREE"
exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
    env -u VENV -u HOLD -u CLOSED -u TREE /bin/sh deploy/entrypoint.sh "$@"
"""


def possible() -> bool:
    """Whether this machine lets us: root, with mount namespaces."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "setpriv", "nsenter"))):
        return False
    return subprocess.run(["unshare", "--mount", "mount", "--make-rprivate", "/"], capture_output=True).returncode == 0


@contextmanager
def image() -> Iterator[Path]:
    """What .dockerignore lets into the image, with its static files collected as the Dockerfile does."""
    home = Path(tempfile.mkdtemp(prefix="hiretrack-image-", dir="/var/tmp"))
    home.chmod(0o755)
    (home / "hold").mkdir()
    try:
        _copy(home / "app")
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
            cwd=home / "app",
            env={
                "SECRET_KEY": "x" * 40,
                "DJANGO_SETTINGS_MODULE": "hiretrack.settings.base",
                "PATH": os.environ["PATH"],
            },
            check=True,
        )
        yield home / "app"
    finally:
        shutil.rmtree(home)


def _copy(to: Path) -> None:
    for line in (PROJECT / ".dockerignore").read_text().splitlines():
        source = PROJECT / line.removeprefix("!")
        if not line.startswith("!") or not source.exists():
            continue
        target = to / line.removeprefix("!")
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


class Container:
    """One running part; `environment` is all that it sees."""

    def __init__(self, tree: Path, environment: Mapping[str, str], *command: str) -> None:
        self.tree = tree
        self.environment = {"PATH": f"{sys.prefix}/bin:/usr/bin:/bin", "HOME": "/tmp", **environment}
        mounts = {"TREE": tree, "VENV": sys.prefix, "HOLD": tree.parent / "hold", "CLOSED": _closed(Path(sys.prefix))}
        self.log = (tree.parent / f"{command[0]}.log").open("wb")
        self.process = subprocess.Popen(
            ["unshare", "--mount", "/bin/sh", "-c", ENTER, "container", *command],
            env={**self.environment, **{name: str(value) for name, value in mounts.items()}},
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A second program beside the first, as `docker exec` would start it."""
        as_user = ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups", *command]
        enter = ["nsenter", f"--mount=/proc/{self.process.pid}/ns/mnt", f"--wd={self.tree}", *as_user]
        return subprocess.run(enter, env=self.environment, capture_output=True, text=True)

    def is_healthy(self, part: str) -> bool:
        """Raises AssertionError once the part has ended."""
        assert self.process.poll() is None, self.output
        return self.run("python", "deploy/healthcheck.py", part).returncode == 0

    @property
    def output(self) -> str:
        return Path(self.log.name).read_text()

    def stop(self) -> int:
        """SIGTERM, as an engine sends it; returns the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.log.close()


def _closed(path: Path) -> str:
    """The outermost folder on the way to `path` that others may not enter, or an empty text."""
    return next((str(folder) for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001), "")
