"""Typed reads of the environment, with a `<NAME>_FILE` variant of every name.

An explicit variable always wins. Below it lie the addresses that a running
`make run` leaves in `<data folder>/services.env`, so that `manage.py shell`
in a second terminal reaches the same servers. Those come by group: who sets
DATABASE_URL alone must not end up with the embedded server's owner role.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent
SERVICES_HINT = "start `make run`, or set DATABASE_URL, REDIS_URL and S3_ENDPOINT_URL"

# Any marker of a group set in the environment turns the whole group's defaults off.
GROUPS = {
    "DATABASE_": ("DATABASE_URL", "DATABASE_OWNER_URL"),
    "REDIS_": ("REDIS_URL",),
    "S3_": ("S3_ENDPOINT_URL", "S3_BUCKET", "S3_ACCESS_KEY_ID"),
    "SECRET_KEY": ("SECRET_KEY",),
}


def data_dir() -> Path:
    """Where the embedded servers and generated secrets live (HIRETRACK_DATA_DIR)."""
    return Path(os.environ.get("HIRETRACK_DATA_DIR") or PROJECT / ".data").absolute()


def services_file() -> Path:
    return data_dir() / "services.env"


def given(*names: str) -> bool:
    """Whether the environment itself sets one of the names, or its `_FILE` variant."""
    return any(os.environ.get(n) or os.environ.get(f"{n}_FILE") for n in names)


def read_services() -> dict[str, str]:
    """The addresses a running `make run` left; empty when there are none to read."""
    try:
        lines = services_file().read_text("utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs if not _overruled(name)}


def _overruled(name: str) -> bool:
    return any(name.startswith(group) and given(*markers) for group, markers in GROUPS.items())


def missing_services_hint() -> str:
    """One line for a refused connection, empty when the address was chosen explicitly."""
    return "" if given("DATABASE_URL") else f"No server answers there: {SERVICES_HINT}."


class _Environment(Mapping[str, str]):
    """os.environ, then `<NAME>_FILE`, then the running embedded services, then what was assumed."""

    def __getitem__(self, name: str) -> str:
        if value := os.environ.get(name):
            return value
        if path := os.environ.get(f"{name}_FILE"):
            return _file_text(name, path)
        # An empty variable counts as unset: compose files pass `NAME=` through.
        return {**_assumed, **read_services()}[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**_assumed, **read_services(), **os.environ})

    def __len__(self) -> int:
        return len(list(iter(self)))


def _file_text(name: str, path: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip()
    except OSError as error:
        reason = error.strerror or "not readable"
        raise ImproperlyConfigured(f"{name}_FILE points to {path}: {reason}.") from error


_assumed: dict[str, str] = {}
_environment = _Environment()


def assume(name: str, value: str) -> None:
    """A value for when nothing else has one. Unlike a write to os.environ, no child process sees it."""
    _assumed[name] = value


def text(name: str, default: str | None = None) -> str:
    """The value as it stands; without one and without a default, ImproperlyConfigured."""
    try:
        return _environment[name]
    except KeyError:
        if default is not None:
            return default
    raise ImproperlyConfigured(f"{name} is not set (nor {name}_FILE).")


def secret(name: str, default: str | None = None, *, at_least: int = 0) -> str:
    """Like text, refusing values shorter than `at_least` without ever showing them."""
    value = text(name, default)
    if len(value) < at_least:
        raise ImproperlyConfigured(f"{name} must have at least {at_least} characters.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """true/false, yes/no, on/off, 1/0 in any case; anything else is refused."""
    value = text(name, str(default)).lower()
    if value in {"1", "true", "yes", "on", "y", "t"}:
        return True
    if value in {"0", "false", "no", "off", "n", "f"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false.")


def integer(name: str, default: int | None = None, *, low: int | None = None, high: int | None = None) -> int:
    value = text(name, None if default is None else str(default))
    try:
        whole = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error
    if (low is not None and whole < low) or (high is not None and whole > high):
        raise ImproperlyConfigured(f"{name} must be between {low} and {high}.")
    return whole


def number(name: str, default: float | None = None) -> float:
    value = text(name, None if default is None else str(default))
    try:
        return float(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a number.") from error


def items(name: str, default: str = "") -> list[str]:
    """A comma-separated list without its blanks; the default is written the same way."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def path(name: str, default: Path | None = None) -> Path:
    """An absolute path; a relative one counts from the project's folder."""
    return PROJECT / text(name, None if default is None else str(default))


def url(name: str, default: str | None = None, *, schemes: tuple[str, ...] = ()) -> str:
    """An address with scheme and host, without a trailing slash."""
    value = text(name, default)
    parts = urlsplit(value)
    if not parts.scheme or not (parts.netloc or parts.path):
        raise ImproperlyConfigured(f"{name} must be a full address such as https://example.com.")
    if schemes and parts.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with {' or '.join(schemes)}.")
    return value.rstrip("/")


def database(name: str, default: str | None = None) -> dict[str, Any]:
    """Django's DATABASES entry for a postgres:// address."""
    return dict(environ.Env.db_url_config(url(name, default, schemes=("postgres", "postgresql"))))


def mapping(name: str, default: str | None = None) -> dict[str, str]:
    """`key=value` pairs separated by commas."""
    pairs = [item.partition("=") for item in items(name, default or "")]
    if broken := [key for key, equals, _ in pairs if not equals]:
        raise ImproperlyConfigured(f"{name}: {broken[0]} lacks its =value.")
    return {key.strip(): value.strip() for key, _, value in pairs}
