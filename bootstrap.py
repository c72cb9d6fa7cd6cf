#!/usr/bin/env python3
"""Creates .venv and installs a lock into it: `python3 bootstrap.py base|extras|dev|loadtest`.

Needs the standard library only. Nothing happens when the lock is installed already.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOCKS = ROOT / "requirements"
OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")
CONTAINS = {"dev": ("base", "extras", "dev")}


def fail(message: str) -> None:
    sys.exit("hiretrack: " + message)


def choose_python() -> None:
    """Go on in a newer Python of this machine when the one that runs is too old."""
    if sys.version_info[:2] >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    have = ".".join(map(str, sys.version_info[:3]))
    fail(f"Python 3.11 or newer is needed and this is {have}: install it, or name it: `make PYTHON=/path/to/python`.")


def digest(lock: str) -> str:
    path = LOCKS / (lock + ".txt")
    if not path.exists():
        fail(f"{path} is missing: take it from the repository, or make it with `make lock`.")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def works() -> bool:
    """Whether .venv's Python runs: it does not once its base Python was removed."""
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", ""], capture_output=True, check=False).returncode == 0


def create() -> None:
    print("hiretrack: creating .venv", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    # Debian keeps ensurepip in a package of its own; its pip can install into another environment.
    bare = subprocess.run([*command, "--without-pip"], capture_output=True, text=True, check=False)
    if bare.returncode or not outer_pip():
        said = (done.stdout + done.stderr).strip().splitlines() or ["no reason given"]
        fail(f".venv cannot be made ({said[-1]}): on Debian `apt install python3-venv`, then start again.")


def outer_pip() -> bool:
    return subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def pip() -> list[str]:
    inside = subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False)
    if inside.returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def install(lock: str) -> None:
    """uv takes seconds where pip takes a minute; pip is the fall-back for platforms without it."""
    print(f"hiretrack: installing requirements/{lock}.txt", flush=True)
    wanted = ["install", "--quiet", "--require-hashes", "-r", str(LOCKS / f"{lock}.txt")]
    uv = [str(VENV / "bin" / "uv"), "pip", *wanted, "--system-certs", "--python", str(PYTHON)]
    if ready_uv() and succeeds(uv):
        return
    print("hiretrack: uv could not, trying pip", flush=True)
    if not succeeds([*pip(), *wanted, "--disable-pip-version-check"]):
        fail("the packages could not be installed: see the lines above; check the network and the free disk space.")


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0


def ready_uv() -> bool:
    if (VENV / "bin" / "uv").exists():
        return True
    command = [*pip(), "install", "--quiet", "--require-hashes", "--disable-pip-version-check"]
    command += ["-r", str(LOCKS / "uv.txt")]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main(lock: str) -> None:
    choose_python()
    known, parts = stamp(), CONTAINS.get(lock, (lock,))
    if works() and all(known.get(part) == digest(part) for part in parts):
        return
    if not works():
        create()
        known = {}
    install(lock)
    # What another lock brought may be of another version now: it is checked again when it is wanted.
    STAMP.write_text(json.dumps({**known, **{part: digest(part) for part in parts}}), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not re.fullmatch(r"[a-z]+", sys.argv[1]):
        fail("usage: python3 bootstrap.py base|extras|dev|loadtest")
    main(sys.argv[1])
