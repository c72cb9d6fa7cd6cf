"""Whether the program beside this check is alive: exit code 0 or 1. Used by the image and docker-compose.yml."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

BEAT_STALE_AFTER_S = 600
"""Beat writes its schedule every three minutes; three missed writes mean that it hangs."""


def web() -> bool:
    return answers(os.environ.get("HIRETRACK_PORT", "8000"))


def live() -> bool:
    return answers(os.environ.get("HIRETRACK_LIVE_PORT", "8001"))


def answers(port: str) -> bool:
    """Whether /livez answers 200 under a host name that the settings allow."""
    allowed = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
    host = "localhost" if allowed == "*" else allowed.lstrip(".")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/livez", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=3) as answer:  # noqa: S310 - our own process
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def worker() -> bool:
    """Whether this container's worker answers over the broker."""
    command = ["celery", "-A", "hiretrack", "inspect", "ping", "--timeout", "5", "-d", f"celery@{os.uname().nodename}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def beat() -> bool:
    schedule = os.environ.get("BEAT_SCHEDULE", "/tmp/beat-schedule")  # noqa: S108 - the container's own tmpfs
    written = [path.stat().st_mtime for path in Path(schedule).parent.glob(f"{Path(schedule).name}*")]
    return bool(written) and time.time() - max(written) < BEAT_STALE_AFTER_S


CHECKS = {"web": web, "live": live, "worker": worker, "beat": beat}

if __name__ == "__main__":
    part = sys.argv[1] if len(sys.argv) > 1 else "web"
    sys.exit(0 if CHECKS[part]() else 1)
