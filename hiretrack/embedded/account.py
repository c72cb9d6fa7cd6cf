"""PostgreSQL refuses to run as root: then it runs as `nobody`, in folders open to it."""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from hiretrack.embedded.problems import CannotStart

# Where data and binaries go when root's own folder is closed to `nobody`.
OPEN_HOMES = (Path("/var/lib/hiretrack"), Path("/var/tmp/hiretrack-root"))  # noqa: S108


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int


def postgres_account() -> Account | None:
    """The account for PostgreSQL when we are root, None when we are an ordinary user."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        raise CannotStart(
            "PostgreSQL does not run as root and there is no account `nobody`: "
            "start as an ordinary user, or set DATABASE_URL."
        ) from error
    return Account(entry.pw_uid, entry.pw_gid)


def may_enter(folder: Path, account: Account | None) -> bool:
    """Whether the account can reach `folder`, through every folder above it."""
    if account is None:
        return True
    return all(_open_to(part.stat(), account) for part in (folder, *folder.parents))


def _open_to(folder: os.stat_result, account: Account) -> bool:
    if folder.st_uid == account.uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == account.gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def open_home() -> Path:
    """A folder of root's that everyone may pass through."""
    for home in OPEN_HOMES:
        try:
            home.mkdir(mode=0o755, exist_ok=True)
        except OSError:
            continue
        # Someone else could have made the folder first and put their own programs there.
        if home.lstat().st_uid == os.geteuid() and not home.is_symlink():
            home.chmod(0o755)
            return home
    places = " or ".join(map(str, OPEN_HOMES))
    raise CannotStart(f"As root, PostgreSQL needs {places}: make one writable, or set DATABASE_URL.")


def give(folder: Path, account: Account | None) -> None:
    """Make `folder` (and all in it) the account's, closed to others."""
    folder.chmod(0o700)
    if account is None:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def open_copy(source: Path, target: Path) -> None:
    """Copy a tree so that everyone can read and run it; complete or not there at all."""
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(source, partial, symlinks=True)
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
    try:
        partial.rename(target)
    except OSError:
        # Another start was faster and made the same copy.
        shutil.rmtree(partial, ignore_errors=True)
