"""Second factors: a phone that shows codes, and users who have one."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pyotp
import time_machine

from employers import services
from employers.models import User
from employers.second_factor import STEP_S
from tests.factories.employers import PASSWORD


@dataclass(frozen=True, slots=True)
class Phone:
    secret: str
    recovery_codes: tuple[str, ...] = ()

    def code(self, *, steps: int = 0) -> str:
        """What the app shows now, or so many half minutes later."""
        return pyotp.TOTP(self.secret).at(int(time.time()) + steps * STEP_S)

    @property
    def wrong(self) -> str:
        """A code that is none of those around now."""
        near = {self.code(steps=steps) for steps in range(-2, 3)}
        return next(code for code in map("{:06d}".format, range(10)) if code not in near)


def with_phone(user: User) -> Phone:
    """Turn two-factor sign-in on for `user`, with the code of the step before: the present one is still good."""
    secret = services.begin_two_factor(user=user).secret
    # The clock stands still: between two steps that code would be one too old by the time it is looked at.
    with time_machine.travel(time.time(), tick=False):
        codes = services.confirm_two_factor(user=user, password=PASSWORD, code=Phone(secret).code(steps=-1))
    user.refresh_from_db()
    return Phone(secret, tuple(codes))
