"""Values come from the environment, from files, or from a running `make run`, in that order."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hiretrack import env


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for names in env.GROUPS.values():
        for name in names:
            monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HIRETRACK_DATA_DIR", str(tmp_path))
    (tmp_path / "services.env").write_text(
        "# comment\nDATABASE_URL=postgres://app@a/b\nDATABASE_OWNER_URL=postgres://o@a/b\n"
    )
    return tmp_path


def test_running_services_are_the_default() -> None:
    assert env.text("DATABASE_URL") == "postgres://app@a/b"


def test_explicit_address_hides_its_whole_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me@elsewhere/db")

    assert env.text("DATABASE_URL") == "postgres://me@elsewhere/db"
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL is not set"):
        env.text("DATABASE_OWNER_URL")


def test_file_variant_is_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "key").write_text("from a file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(data / "key"))

    assert env.secret("SECRET_KEY") == "from a file"


def test_unreadable_file_names_variable_and_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_FILE", "/nowhere")

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE points to /nowhere"):
        env.secret("SECRET_KEY")


def test_short_secret_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hunter2")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.secret("SECRET_KEY", at_least=32)

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("value", "read", "complaint"),
    [
        ("maybe", lambda: env.flag("VALUE"), "true or false"),
        ("ten", lambda: env.integer("VALUE"), "whole number"),
        ("0", lambda: env.integer("VALUE", low=1, high=9), "between 1 and 9"),
        ("fast", lambda: env.number("VALUE"), "a number"),
        ("example.com", lambda: env.url("VALUE"), "full address"),
        ("ftp://host", lambda: env.url("VALUE", schemes=("http", "https")), "begin with http or https"),
        ("mysql://host/db", lambda: env.database("VALUE"), "begin with postgres"),
    ],
)
def test_wrong_value_is_refused_by_name(
    value: str, read: object, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VALUE", value)

    with pytest.raises(ImproperlyConfigured, match=f"^VALUE must .*{complaint}"):
        read()  # type: ignore[operator]


def test_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUE", "")

    assert env.text("VALUE", "default") == "default"


def test_database_address_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUE", "postgres://user:p%40ss@host:5433/name")

    found = env.database("VALUE")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "user",
        "p@ss",
        "host",
        5433,
        "name",
    )
