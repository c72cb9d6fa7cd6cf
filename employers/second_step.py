"""Between password and code nobody is signed in: the session only remembers whose password was right, for ten
minutes. The pages of back office and portal share this."""

from __future__ import annotations

import time

from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.translation import gettext

from employers.models import User
from employers.queries import account
from employers.services import Checked

PENDING = "second_factor"
PENDING_S = 600


def remember(request: HttpRequest, user: User, *, then: str) -> None:
    """This browser has given the right password of `user`."""
    # Whoever was signed in before is not any more, and the session's key is a new one.
    logout(request)
    request.session[PENDING] = {
        "user": str(user.pk),
        "proof": user.get_session_auth_hash(),
        "until": time.time() + PENDING_S,
        "then": then,
    }


def remembered(request: HttpRequest, *, back_office: bool) -> User | None:
    """Whose password was right a moment ago, unless the account has changed since; only of the door's own people."""
    pending = request.session.get(PENDING)
    if not pending or pending["until"] < time.time():
        return None
    user = account(pending["user"])
    if user is None or not user.has_two_factor or user.is_staff != back_office:
        return None
    return user if user.get_session_auth_hash() == pending["proof"] else None


def forget(request: HttpRequest) -> str:
    """The code was right too; answers where to go then."""
    then: str = request.session.pop(PENDING)["then"]
    return then


def refusal_of(checked: Checked) -> str:
    """In words, why a code was not taken."""
    if checked.wait_s:
        return gettext("Too many wrong codes. Try again in %(seconds)s seconds.") % {"seconds": checked.wait_s}
    return gettext("This code is not right. Take the one that the app shows now.")
