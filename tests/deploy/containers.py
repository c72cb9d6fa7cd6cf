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
ENTER = """
set -e
mount --make-rprivate /
{mounts}
mount -o remount,bind,ro /
cd {tree}
exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
    /bin/sh deploy/entrypoint.sh "$@"
"""


def possible() -> bool:
    """Whether this machine lets us: root, with mount namespaces."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "setpriv", "nsenter"))):
        return False
    return (
        subprocess.run(
            ["unshare", "--mount", "mount", "--make-rprivate", "/"], capture_output=True, check=False
        ).returncode
        == 0
    )


@contextmanager
def image() -> Iterator[Path]:
    """What .dockerignore lets into the image, with its static files collected as the Dockerfile does."""
    home = Path(tempfile.mkdtemp(prefix="hiretrack-image-", dir="/var/tmp"))
    home.chmod(0o755)
    try:
        _copy(home / "app")
        _collect_static(home / "app")
        yield home / "app"
    finally:
        shutil.rmtree(home)


def _collect_static(tree: Path) -> None:
    settings = {
        "SECRET_KEY": "x" * 40,
        "DJANGO_SETTINGS_MODULE": "plain_static",
        "PYTHONPATH": str(Path(__file__).parent),
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=tree, env=settings, check=True)


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
        self.log = tree.parent / f"{command[0]}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["unshare", "--mount", "/bin/sh", "-c", _entering(tree), "container", *command],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A second program beside the first, as `docker exec` would start it."""
        as_user = ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups", *command]
        enter = ["nsenter", f"--mount=/proc/{self.process.pid}/ns/mnt", f"--wd={self.tree}", *as_user]
        return subprocess.run(enter, env=self.environment, capture_output=True, text=True, check=False)

    def is_healthy(self, part: str) -> bool:
        """Raises AssertionError once the part has ended."""
        assert self.process.poll() is None, self.output
        return self.run("python", "deploy/healthcheck.py", part).returncode == 0

    @property
    def output(self) -> str:
        return self.log.read_text()

    def stop(self) -> int:
        """SIGTERM, as an engine sends it; returns the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=90)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def _entering(tree: Path) -> str:
    """The script that makes the file system and becomes the part.

    Python may lie where the image's user may not go (or in /tmp, which gets a fresh file system): such folders are
    covered with an empty one, into which Python's own are mounted again.
    """
    kept = {Path(sys.prefix): tree.parent / "venv", Path(sys.base_prefix): tree.parent / "base"}
    covered = {folder for path in kept if (folder := _closed(path))} | {Path("/tmp")}
    hold = [f"mkdir -p {at} && mount --bind {path} {at}" for path, at in kept.items()]
    cover = [f"mount -t tmpfs -o mode={1777 if folder == Path('/tmp') else 755} tmpfs {folder}" for folder in covered]
    back = [f"mkdir -p {path} && mount --bind {at} {path}" for path, at in kept.items()]
    return ENTER.format(mounts="\n".join([*hold, *cover, *back]), tree=tree)


def _closed(path: Path) -> Path | None:
    """The outermost folder on the way to `path` that others may not enter."""
    return next((folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001), None)
