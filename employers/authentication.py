"""Sign-in by e-mail address and password, which may mean several accounts: one at each employer, one at none."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from employers.errors import CredentialsRefused, WhichEmployer
from employers.models import User
from employers.queries import accounts_of

CHECKS = 2
"""Password checks made when no employer is named. Fewer accounts are topped up with checks of a dummy, so that the
answer to an unknown address takes as long as to one that has an account, or two."""


def sign_in(
    *,
    email: str,
    password: str,
    employer_slug: str | None = None,
    without_employer: bool = False,
    back_office: bool = False,
) -> User:
    """The active user whose password this is, and whose address is proven if it is a candidate's; with `back_office`
    only one who may enter there.

    Raises `CredentialsRefused`, or `WhichEmployer` when several fit.
    """
    accounts = accounts_of(email, employer_slug=employer_slug, without_employer=without_employer)
    fitting = [user for user in accounts if user.check_password(password) and user.may_enter]
    if back_office:
        fitting = [user for user in fitting if user.is_staff]
    wanted = 1 if employer_slug or without_employer else CHECKS
    for _ in range(wanted - len(accounts)):
        check_password(password, _dummy())
    if not fitting:
        raise CredentialsRefused
    if len(fitting) > 1:
        raise WhichEmployer(extra={"employers": [user.employer.slug if user.employer else None for user in fitting]})
    return fitting[0]


class EmployerBackend:
    """Django's door to `sign_in`. An ambiguous sign-in fails here, and one that needs a code as well; forms that can
    ask call `sign_in` themselves."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str | None = None,
        password: str | None = None,
        employer: str | None = None,
        **others: Any,
    ) -> User | None:
        email = username or others.get(User.USERNAME_FIELD)
        if not email or password is None:
            return None
        try:
            user = sign_in(email=email, password=password, employer_slug=employer)
        except (CredentialsRefused, WhichEmployer):
            return None
        # Nothing here could ask for the code.
        return None if user.has_two_factor else user

    def get_user(self, user_id: uuid.UUID | str) -> User | None:
        """A session of somebody who may not enter any more ends here."""
        try:
            accounts = User.objects.select_related("employer", "two_factor")
            user = accounts.filter(pk=user_id).first()
        except (ValueError, TypeError, ValidationError):
            return None
        return user if user is not None and user.may_enter else None


@cache
def _dummy() -> str:
    return make_password("nobody's password")
