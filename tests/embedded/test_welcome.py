from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from hiretrack.embedded import welcome


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("PUBLIC_URL", "LIVE_URL", "HIRETRACK_HOST", "EMAIL_BACKEND", "RESEND_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HIRETRACK_PORT", "8123")
    monkeypatch.setenv("HIRETRACK_LIVE_PORT", "8124")
    (tmp_path / welcome.SIGN_INS).write_text("recruiter  jonas@nordlicht.example\n")
    return welcome.welcome(tmp_path)


def test_every_address_that_is_told_answers(client: Client, db: None, told: str) -> None:
    paths = [word.removeprefix("http://127.0.0.1:8123") for word in told.split() if word.startswith("http://")]

    assert paths == ["/", "/admin/", "/v1/docs", "/v1/openapi.yaml"]
    assert [client.get(path, follow=True).status_code for path in paths] == [200] * len(paths)


def test_told_are_live_updates_mails_and_sign_ins(told: str, tmp_path: Path) -> None:
    assert "ws://127.0.0.1:8124/ws/events" in told
    assert str(tmp_path / "mail") in told
    assert told.count("jonas@nordlicht.example") == 1


def test_no_folder_is_told_for_mails_that_are_really_sent(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")

    assert "Mails" not in welcome.welcome(tmp_path)
