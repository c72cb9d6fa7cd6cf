from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

import pytest
import time_machine

from applications import captcha
from applications.captcha import Altcha, CaptchaFailed, Off, check_without_script, form_stamp
from hiretrack.errors import Unavailable
from tests.factories.applications import solved


@pytest.fixture(autouse=True)
def _altcha(settings: Any) -> None:
    settings.CAPTCHA = "applications.captcha.Altcha"


def refused(answer: str) -> str:
    with pytest.raises(CaptchaFailed) as failure:
        Altcha().check(answer)
    return failure.value.errors[0].code


def test_solved_challenge_counts_once() -> None:
    answer = solved(Altcha().challenge())

    Altcha().check(answer)

    assert refused(answer) == "captcha_used"


def test_missing_answer_is_named() -> None:
    assert refused("") == "captcha_required"


@pytest.mark.parametrize(
    "answer", ["!", "bm90IGpzb24=", b64encode(b"[]").decode(), b64encode(b'{"challenge": 1}').decode()]
)
def test_unreadable_answer_is_refused(answer: str) -> None:
    assert refused(answer) == "captcha_invalid"


def test_challenge_of_ones_own_making_is_refused() -> None:
    challenge = Altcha().challenge() | {"signature": "0" * 64}

    assert refused(solved(challenge)) == "captcha_invalid"


def test_wrong_number_is_refused() -> None:
    challenge = Altcha().challenge()
    answer = {**{k: challenge[k] for k in ("algorithm", "challenge", "salt", "signature")}, "number": -1}

    assert refused(b64encode(json.dumps(answer).encode()).decode()) == "captcha_invalid"


def test_old_challenge_is_refused() -> None:
    with time_machine.travel("2026-01-01T00:00:00Z"):
        challenge = Altcha().challenge()

    assert refused(solved(challenge)) == "captcha_invalid"


@pytest.mark.parametrize("later", ["expires=9999999999&", "a=1&", "?"])
def test_old_challenge_with_a_longer_salt_is_refused(later: str) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z"):
        challenge = Altcha().challenge()
    answer = json.loads(b64decode(solved(challenge)))
    answer["salt"] = answer["salt"].replace("?", f"?{later}")

    assert refused(b64encode(json.dumps(answer).encode()).decode()) == "captcha_invalid"


def test_without_redis_nothing_is_accepted(settings: Any) -> None:
    answer = solved(Altcha().challenge())
    away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}

    with pytest.raises(Unavailable):
        Altcha().check(answer)


def test_off_accepts_anything(settings: Any) -> None:
    settings.CAPTCHA = "applications.captcha.Off"

    captcha.captcha().check("")

    assert Off().challenge() == {"provider": "off"}
    check_without_script(stamp="", bait="", client="addr:192.0.2.1")


def test_form_without_script_must_be_some_seconds_old_and_counts_once() -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        stamp = form_stamp()
        quick = without_script(stamp)
        clock.shift(10)
        first, second = without_script(stamp), without_script(stamp)

    assert (quick, first, second) == ("captcha_too_quick", "", "captcha_used")


def without_script(stamp: str, bait: str = "") -> str:
    try:
        check_without_script(stamp=stamp, bait=bait, client="addr:192.0.2.2")
    except CaptchaFailed as failure:
        return failure.errors[0].code
    return ""


@pytest.mark.parametrize(("stamp", "bait"), [("made up", ""), ("", ""), (None, "http://spam.example")])
def test_form_of_a_program_is_refused(stamp: str | None, bait: str) -> None:
    assert without_script(form_stamp() if stamp is None else stamp, bait) == "captcha_invalid"


def test_forms_without_script_have_a_lower_rate(settings: Any) -> None:
    from hiretrack.errors import DomainError

    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "unscripted": "1/hour"}
    without_script("x")

    with pytest.raises(DomainError) as limited:
        check_without_script(stamp="x", bait="", client="addr:192.0.2.2")
    assert limited.value.code == "rate_limited"
