"""Providers are read from the environment when the server starts, and what is wrong with them stops it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hiretrack.settings.base import signing_in

ACME = {
    "SIGN_IN_ACME_CLIENT_ID": "hiretrack", "SIGN_IN_ACME_CLIENT_SECRET": "hunter2",
    "SIGN_IN_ACME_ISSUER": "https://id.acme.example/",
}  # fmt: skip


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in ACME.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_provider_is_read_with_its_defaults(environment: pytest.MonkeyPatch) -> None:
    assert signing_in._provider("acme") == {
        "slug": "acme", "name": "Acme", "issuer": "https://id.acme.example/", "client_id": "hiretrack",
        "client_secret": "hunter2", "scopes": ("openid", "email", "profile"), "private": False, "trust_email": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "issuer", "differs"),
    [
        ("google", "https://accounts.google.com", {}),
        (
            "linkedin",
            "https://www.linkedin.com/oauth",
            {"pkce": False, "nonce": False, "auth_method": "client_secret_post"},
        ),
    ],
)
def test_well_known_providers_need_id_and_secret_only(
    monkeypatch: pytest.MonkeyPatch, slug: str, issuer: str, differs: dict[str, object]
) -> None:
    monkeypatch.setenv(f"SIGN_IN_{slug.upper()}_CLIENT_ID", "id")
    monkeypatch.setenv(f"SIGN_IN_{slug.upper()}_CLIENT_SECRET", "secret")

    read = signing_in._provider(slug)

    assert read["issuer"] == issuer
    assert {key: read[key] for key in ("pkce", "nonce", "auth_method") if key in read} == differs


def test_secret_may_lie_in_a_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.delenv("SIGN_IN_ACME_CLIENT_SECRET")
    (tmp_path / "secret").write_text("from a file\n")
    environment.setenv("SIGN_IN_ACME_CLIENT_SECRET_FILE", str(tmp_path / "secret"))

    assert signing_in._provider("acme")["client_secret"] == "from a file"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SIGN_IN_ACME_CLIENT_ID", "", "SIGN_IN_ACME_CLIENT_ID is not set"),
        ("SIGN_IN_ACME_CLIENT_SECRET", "", "SIGN_IN_ACME_CLIENT_SECRET is not set"),
        ("SIGN_IN_ACME_ISSUER", "", "SIGN_IN_ACME_ISSUER is not set"),
        ("SIGN_IN_ACME_ISSUER", "ftp://id.example", "must begin with https or http"),
        ("SIGN_IN_ACME_SCOPES", "email", "must name openid"),
        ("SIGN_IN_ACME_PRIVATE", "maybe", "must be true or false"),
    ],
)
def test_what_is_wrong_is_named_without_the_secret(
    environment: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    environment.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        signing_in._provider("acme")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("slug", ["Acme", "a/b", "1acme", "x" * 41])
def test_name_is_a_plain_word(slug: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="lower-case word"):
        signing_in._provider(slug)


def test_issuer_without_tls_is_the_operator_s_own(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SIGN_IN_ACME_ISSUER", "http://keycloak:8080/realms/acme")

    assert signing_in._provider("acme")["private"] is True


@pytest.mark.parametrize(("named", "status"), [("acme", 0), ("acme,acme", 1), ("acme,evil", 1)])
def test_server_starts_only_with_settings_that_fit(named: str, status: int) -> None:
    given = {**os.environ, **ACME, "SIGN_IN_PROVIDERS": named, "DJANGO_SETTINGS_MODULE": "hiretrack.settings.dev"}
    script = "from django.conf import settings; print(len(settings.SIGN_IN_PROVIDERS))"

    done = subprocess.run([sys.executable, "-c", script], env=given, capture_output=True, text=True, check=False)

    assert done.returncode == status, done.stderr
