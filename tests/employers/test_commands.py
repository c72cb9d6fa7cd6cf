from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from employers.authentication import sign_in
from employers.models import Employer, SigningKey, User
from tests.factories.employers import PASSWORD, EmployerAdminFactory
from tests.factories.two_factor import with_phone

pytestmark = pytest.mark.django_db


def run(name: str, *arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


def test_employer_is_made_with_an_admin_whose_password_is_printed_once() -> None:
    out = run("create_employer", "Acme GmbH", "--admin-email", "ada@example.com", "--generate-password")

    password = re.search(r"shown only now: (\S+)", out)
    assert password
    user = sign_in(email="ada@example.com", password=password[1])
    assert (user.employer.slug, user.roles) == ("acme-gmbh", ["employer_admin"])
    assert user.email_verified_at


def test_password_is_asked_for_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: PASSWORD)

    out = run("create_employer", "Acme", "--admin-email", "ada@example.com")

    assert PASSWORD not in out
    assert sign_in(email="ada@example.com", password=PASSWORD)


def test_passwords_that_differ_make_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["one password", "another password"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))

    with pytest.raises(CommandError, match="differ"):
        run("create_employer", "Acme", "--admin-email", "ada@example.com")
    assert not Employer.objects.exists()


def test_invited_admin_has_no_password() -> None:
    out = run("create_employer", "Acme", "--admin-email", "ada@example.com", "--invite")

    assert "Password" not in out
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([" "], "empty"),
        (["Acme", "--slug", "no slug!"], "slug"),
        (["Acme", "--admin-email", "nobody"], "email"),
        (["Acme", "--slug", "taken"], "taken"),
    ],
)
def test_what_cannot_be_made_is_told_and_fails(arguments: list[str], reason: str) -> None:
    Employer.objects.create(name="Other", slug="taken")

    with pytest.raises(CommandError, match=reason):
        run("create_employer", *arguments)


@pytest.mark.parametrize("name", ["create_employer", "rotate_jwt_keys"])
def test_help_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(name, "--help")

    assert f"manage.py {name}" in capsys.readouterr().out


def test_keys_rotate_and_are_listed() -> None:
    first = run("rotate_jwt_keys")
    second = run("rotate_jwt_keys", "--retire-after", "60")

    active = SigningKey.objects.get(state="active")
    assert f"{active.kid} signs" in second
    assert "retiring until" in second
    assert "retiring" not in first


def test_negative_time_is_refused() -> None:
    with pytest.raises(CommandError):
        run("rotate_jwt_keys", "--retire-after", "-1")


def test_two_factor_is_reset_by_the_server_s_operator(employer: Employer) -> None:
    user = EmployerAdminFactory(employer=employer)
    with_phone(user)

    run("reset_two_factor", user.email)

    assert not User.objects.get(pk=user.pk).has_two_factor
    with pytest.raises(CommandError, match="no two-factor"):
        run("reset_two_factor", user.email)


def test_reset_asks_which_of_several_accounts(employer: Employer, other_employer: Employer) -> None:
    users = [EmployerAdminFactory(employer=home, email="ada@example.com") for home in (employer, other_employer)]
    for user in users:
        with_phone(user)

    with pytest.raises(CommandError, match="acme, globex"):
        run("reset_two_factor", "ada@example.com")
    run("reset_two_factor", "ada@example.com", "--employer", "globex")

    assert [User.objects.get(pk=user.pk).has_two_factor for user in users] == [True, False]
