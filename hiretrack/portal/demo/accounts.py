"""The demo's people with a password: a team at each employer, one platform admin, one candidate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from employers.choices import Role
from employers.models import Employer, User
from hiretrack.portal.demo import content

PASSWORD = "demo-hiretrack"  # noqa: S105 - printed on purpose, which is why the demo refuses public installations
PLATFORM_ADMIN = ("admin@hiretrack.example", "Ada Admin")
CANDIDATE = ("lena.brandt@example.org", "Lena Brandt")
"""Also one of Nordlicht's applicants."""


@dataclass(frozen=True, slots=True)
class SignIn:
    role: str
    email: str
    password: str
    where: str

    def __str__(self) -> str:
        return f"{self.role:<15}{self.email:<28}{self.password:<18}{self.where}"


def sign_ins() -> list[SignIn]:
    """Everybody who can sign in after `seed_demo`, with the place to try it."""
    team = [
        SignIn(user["role"], user["email"], PASSWORD, f"/admin/ · {employer['name']}")
        for employer in content.employers().values()
        for user in employer["users"]
    ]
    admin = SignIn("platform admin", PLATFORM_ADMIN[0], PASSWORD, "/admin/ · every employer")
    candidate = SignIn(Role.APPLICANT, CANDIDATE[0], PASSWORD, "/account/sign-in/")
    return [*team, admin, candidate]


def make_team(employer: Employer, users: list[dict[str, str]]) -> list[User]:
    """The employer's users, the employer admin first."""
    return User.objects.bulk_create(
        [_user(user["email"], user["name"], employer=employer, roles=[user["role"]]) for user in users]
    )


def make_platform_accounts() -> None:
    """The platform admin and the candidate, unless they are there."""
    wanted = [
        _user(*PLATFORM_ADMIN, is_superuser=True),
        _user(*CANDIDATE, roles=[Role.APPLICANT]),
    ]
    known = set(User.objects.filter(employer=None).values_list("email", flat=True))
    User.objects.bulk_create([user for user in wanted if user.email not in known])


def candidate_account(email: str) -> User | None:
    return User.objects.filter(employer=None, email=email).first() if email == CANDIDATE[0] else None


@cache
def _hashed() -> str:
    """Once for all of them: they share the password anyway, and argon2 takes its time."""
    return make_password(PASSWORD)


def _user(email: str, name: str, **fields: object) -> User:
    return User(email=email, name=name, password=_hashed(), email_verified_at=timezone.now(), **fields)
