"""What keeps programs from applying. The setting CAPTCHA names the class; the API and the public pages both ask here.

Without JavaScript no proof of work can be made: `check_without_script` asks for a signed form that is some seconds old,
an empty bait field, and a much lower rate instead.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import altcha
from django.conf import settings
from django.core import signing
from django.core.cache import cache as redis
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from hiretrack.api import throttling
from hiretrack.errors import FieldError, Invalid, Unavailable

VALID = dt.timedelta(minutes=20)
HARDNESS = 50_000
"""SHA-256 computations at most: about a second on a phone."""
FORM_SALT = "applications.captcha.form"
FORM_VALID_S = 4 * 3600
QUICKEST_S = 3
MAX_ANSWER = 2_000
SALT = re.compile(r"[0-9a-f]+\?expires=[0-9]+&")
"""As the library makes it. It reads the first `expires` of a salt but signs the last: with a second one put before, an
old answer would count again and again."""


@dataclass
class CaptchaFailed(Invalid):
    """The proof is missing, wrong, too old or used before."""

    code: str = "captcha_failed"
    title: str = "The captcha was not solved"


class Captcha(Protocol):
    def challenge(self) -> dict[str, Any]:
        """What the client has to solve, as JSON."""

    def check(self, answer: str) -> None:
        """Accept `answer` once. Raises `CaptchaFailed`, `Unavailable`."""


class Off:
    """No captcha: for installations behind something else that keeps programs out."""

    def challenge(self) -> dict[str, Any]:
        return {"provider": "off"}

    def check(self, answer: str) -> None:
        """Anything is accepted."""


class Altcha:
    """Proof of work (altcha.org), made and checked here: no third party hears of the visitor."""

    def challenge(self) -> dict[str, Any]:
        """The widget's challenge: find the number below `maxnumber` whose SHA-256 with `salt` is `challenge`."""
        options = altcha.ChallengeOptions(
            hmac_key=settings.ALTCHA_HMAC_KEY, max_number=HARDNESS, expires=timezone.now() + VALID
        )
        made = altcha.create_challenge(options)
        return {
            "provider": "altcha",
            "algorithm": made.algorithm,
            "challenge": made.challenge,
            "maxnumber": made.max_number,
            "salt": made.salt,
            "signature": made.signature,
        }

    def check(self, answer: str) -> None:
        challenge = _challenge_in(answer)
        try:
            solved, _reason = altcha.verify_solution(answer, settings.ALTCHA_HMAC_KEY, check_expires=True)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise failed("captcha_invalid", _("The captcha's answer cannot be read.")) from error
        if not solved:
            raise failed("captcha_invalid", _("The captcha was not solved, or too long ago."))
        spend(f"altcha:{challenge}", seconds=int(VALID.total_seconds()))


def _challenge_in(answer: str) -> str:
    if not answer:
        raise failed("captcha_required", _("Solve the challenge of GET /v1/public/captcha."))
    try:
        payload = json.loads(base64.b64decode(answer[:MAX_ANSWER], validate=True))
        challenge, salt = str(payload["challenge"]), str(payload["salt"])
    except (binascii.Error, ValueError, KeyError, TypeError) as error:
        raise failed("captcha_invalid", _("The captcha's answer cannot be read.")) from error
    if not SALT.fullmatch(salt):
        raise failed("captcha_invalid", _("The captcha's answer belongs to no challenge of ours."))
    return challenge


def failed(code: str, detail: str) -> CaptchaFailed:
    return CaptchaFailed(_("Please show that you are not a program."), errors=[FieldError("/captcha", code, detail)])


def spend(proof: str, *, seconds: int) -> None:
    """Take a proof that counts once. Without Redis nobody can know whether it was used, so nothing is accepted."""
    try:
        fresh = redis.add(f"captcha:{proof}", 1, timeout=seconds)
    except (ConnectionInterrupted, RedisError, OSError) as error:
        raise Unavailable(_("The captcha cannot be checked at the moment."), code="limiter_unavailable") from error
    if not fresh:
        raise failed("captcha_used", _("This captcha has been used; solve a new one."))


@cache
def _made(path: str) -> Captcha:
    captcha: Captcha = import_string(path)()
    return captcha


def captcha() -> Captcha:
    """The one that the settings choose."""
    return _made(settings.CAPTCHA)


def form_stamp() -> str:
    """For a hidden field of a form: when it was shown, signed."""
    return signing.dumps(secrets.token_urlsafe(12), salt=FORM_SALT)


def check_without_script(*, stamp: str, bait: str, client: str) -> None:
    """Accept a form that was sent without JavaScript.

    `stamp` comes from `form_stamp`, `bait` is a field that people don't see, `client` from
    `throttling.address_client(request)`. Raises `CaptchaFailed`, and 429 or 503 when the client's rate is used up or
    unknown.
    """
    if isinstance(captcha(), Off):
        return
    throttling.enforce(throttling.hit("unscripted", client), guarded=True)
    if bait:
        raise failed("captcha_invalid", _("Leave the hidden field empty."))
    try:
        nonce = signing.loads(stamp, salt=FORM_SALT, max_age=FORM_VALID_S)
    except signing.BadSignature as error:
        raise failed("captcha_invalid", _("The form is too old; send it again.")) from error
    if _age_s(stamp) < QUICKEST_S:
        raise failed("captcha_too_quick", _("That was quicker than people type; wait a moment and send it again."))
    spend(f"form:{nonce}", seconds=FORM_VALID_S)


def _age_s(stamp: str) -> float:
    # The signer keeps the time before the signature, in base 62 (django.core.signing.TimestampSigner).
    made = signing.b62_decode(stamp.rsplit(":", 2)[1])
    return timezone.now().timestamp() - made
