"""HireTrack's own processes: web, live, worker and beat."""

import sys
from collections.abc import Mapping
from pathlib import Path

from hiretrack import env
from hiretrack.embedded.program import Program

WEB_THREADS = 4
STOP_WITHIN = 15.0
MODULE = (sys.executable, "-m")


def web_address() -> tuple[str, int]:
    return env.text("HIRETRACK_HOST", "127.0.0.1"), env.integer("HIRETRACK_PORT", 8000, low=1, high=65535)


def live_address() -> tuple[str, int]:
    return web_address()[0], env.integer("HIRETRACK_LIVE_PORT", 8001, low=1, high=65535)


def programs(services: Mapping[str, str], data: Path) -> list[Program]:
    """The four programs, with the variables that lead to the servers."""
    known = environment(services)
    commands = {"web": _web(), "live": _live(), "worker": _worker(), "beat": _beat(data)}
    given = {"web": {**web_environment(), **known}}
    return [
        Program(name=name, argv=argv, cwd=env.PROJECT, env=given.get(name, known), stop_within=STOP_WITHIN)
        for name, argv in commands.items()
    ]


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


def web_environment() -> dict[str, str]:
    """What the web server reads of its own, where our environment says nothing."""
    threads = env.integer("WEB_THREADS", WEB_THREADS, low=1)
    defaults = {
        "WEB_THREADS": str(threads),
        # More than a request may take, less than the supervisor waits.
        "WEB_STOP_S": "8",
        # Nobody balances load here: the port closes at once.
        "HIRETRACK_DRAIN_S": "0",
        "DATABASE_POOL": "1",
        # A thread holds one connection; the rest is for one that ended without giving its own back.
        "DATABASE_POOL_SIZE": str(threads + 2),
    }
    return {name: value for name, value in defaults.items() if not env.given(name)}


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
    return (*MODULE, "hiretrack.observability.serving")


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
