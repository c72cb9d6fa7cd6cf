"""HireTrack's own processes: web, live, worker and beat."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from hiretrack import env
from hiretrack.embedded.program import Program

WEB_THREADS = 4
MODULE = (sys.executable, "-m")


def web_address() -> tuple[str, int]:
    return env.text("HIRETRACK_HOST", "127.0.0.1"), env.integer("HIRETRACK_PORT", 8000, low=1, high=65535)


def live_address() -> tuple[str, int]:
    return web_address()[0], env.integer("HIRETRACK_LIVE_PORT", 8001, low=1, high=65535)


def programs(services: Mapping[str, str], data: Path) -> list[Program]:
    """The four programs, with the variables that lead to the servers."""
    known = environment(services)
    commands = {"web": _web(), "live": _live(), "worker": _worker(), "beat": _beat(data)}
    return [Program(name=n, argv=argv, cwd=env.PROJECT, env=known, stop_within=15.0) for n, argv in commands.items()]


def environment(services: Mapping[str, str]) -> dict[str, str]:
    """What each of our processes needs to know beyond our own environment."""
    defaults = {
        "PUBLIC_URL": public_url(),
        "LIVE_URL": live_url(),
        "DJANGO_SETTINGS_MODULE": "hiretrack.settings.dev",
        "LOG_FORMAT": "console",
    }
    missing = {name: value for name, value in defaults.items() if not env.given(name)}
    return {"PYTHONUNBUFFERED": "1", **missing, **services}


def public_url() -> str:
    host, port = web_address()
    return env.text("PUBLIC_URL", f"http://{reachable(host)}:{port}").rstrip("/")


def live_url() -> str:
    host, port = live_address()
    return env.text("LIVE_URL", f"ws://{reachable(host)}:{port}").rstrip("/")


def reachable(host: str) -> str:
    """The address to call for a server that listens on `host`."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def manage(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, str(env.PROJECT / "manage.py"), *arguments)


def _web() -> tuple[str, ...]:
    host, port = web_address()
    workers = str(env.integer("WEB_WORKERS", min(2, os.cpu_count() or 1), low=1))
    options = ["--host", host, "--port", str(port), "--workers", workers, "--blocking-threads", str(WEB_THREADS)]
    options += ["--no-access-log", "--respawn-failed-workers", "--workers-kill-timeout", "6s"]
    return (*MODULE, "granian", "--interface", "wsgi", *options, "hiretrack.wsgi:application")


def _live() -> tuple[str, ...]:
    host, port = live_address()
    options = ["--host", host, "--port", str(port), "--no-access-log", "--timeout-graceful-shutdown", "8"]
    return (*MODULE, "uvicorn", "hiretrack.asgi:application", *options)


def _worker() -> tuple[str, ...]:
    concurrency = str(env.integer("WORKER_CONCURRENCY", 2, low=1))
    # Gossip and mingle only serve several workers, and cost a second at the start.
    options = ["--loglevel", "INFO", "--concurrency", concurrency, "--without-gossip", "--without-mingle"]
    return (*MODULE, "celery", "--quiet", "-A", "hiretrack", "worker", *options)


def _beat(data: Path) -> tuple[str, ...]:
    folder = data / "beat"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    options = ["--schedule", str(folder / "schedule"), "--pidfile", "", "--loglevel", "WARNING"]
    return (*MODULE, "celery", "--quiet", "-A", "hiretrack", "beat", *options)
