"""Codes by the clock and recovery codes: what is taken, once, and how long guessing is made to wait."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from employers import second_factor, services
from employers.errors import TokenRefused
from employers.models import Employer, TwoFactor, User
from employers.sealing import unseal
from employers.tokens import issue_pair, refresh_pair
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, CandidateFactory, UserFactory
from tests.factories.two_factor import Phone, with_phone

pytestmark = pytest.mark.django_db
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""RFC 6238, appendix B: the ASCII text 12345678901234567890."""


@pytest.fixture
def user(employer: Employer) -> User:
    return UserFactory(employer=employer)


def right(user: User, code: str) -> bool:
    return services.check_second_factor(user=user, code=code).ok


def journalled() -> list[str]:
    with all_tenants(reason="test"):
        return list(AuditLog.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.parametrize(("moment", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    with time_machine.travel(moment, tick=False):
        assert second_factor.fitting_step(RFC_SECRET, code, after=None) == moment // 30


@pytest.mark.parametrize(("off_s", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_code_may_be_one_step_off(off_s: int, taken: bool) -> None:
    shown = Phone(RFC_SECRET)
    with time_machine.travel(1_000_000_000 + off_s, tick=False):
        code = shown.code()

    with time_machine.travel(1_000_000_000, tick=False):
        assert (second_factor.fitting_step(RFC_SECRET, code, after=None) is not None) is taken


def test_nothing_is_asked_before_the_first_code(user: User) -> None:
    setup = services.begin_two_factor(user=user)

    user = User.objects.get(pk=user.pk)

    assert not user.has_two_factor
    assert services.begin_two_factor(user=user).secret == setup.secret
    assert not right(user, Phone(setup.secret).code())


def test_secret_of_long_ago_is_not_taken_up(user: User) -> None:
    """Somebody else may have begun with it, and kept it."""
    planted = services.begin_two_factor(user=user).secret
    with time_machine.travel(timezone.now() + services.two_factor.SETUP_VALID):
        assert services.pending_two_factor(user=user) is None
        with pytest.raises(Invalid):
            services.confirm_two_factor(user=user, password=PASSWORD, code=Phone(planted).code())

        assert services.begin_two_factor(user=user).secret != planted


@pytest.mark.parametrize("way", ["password", "everywhere"])
def test_secret_that_was_begun_ends_with_the_sessions(user: User, way: str) -> None:
    services.begin_two_factor(user=user)

    if way == "password":
        services.change_password(user=user, current=PASSWORD, new="an entirely new one")
    else:
        services.sign_out_everywhere(user=user)

    assert services.pending_two_factor(user=user) is None


def test_secret_is_sealed_and_recovery_codes_are_hashed(user: User) -> None:
    phone = with_phone(user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM employers_twofactor t")
        (stored,) = cursor.fetchone()

    assert phone.secret not in stored
    assert not any(code in stored or code.replace("-", "") in stored for code in phone.recovery_codes)
    assert len(set(phone.recovery_codes)) == 10


def test_wrong_first_code_changes_nothing(user: User) -> None:
    secret = services.begin_two_factor(user=user).secret

    with pytest.raises(Invalid):
        services.confirm_two_factor(user=user, password=PASSWORD, code=Phone(secret).wrong)

    assert not User.objects.get(pk=user.pk).has_two_factor


def test_turning_on_ends_what_a_password_alone_opened(user: User) -> None:
    refresh, before = issue_pair(user).refresh, user.get_session_auth_hash()

    with_phone(user)

    assert isinstance(refresh_pair(refresh), TokenRefused)
    assert User.objects.get(pk=user.pk).get_session_auth_hash() != before
    assert journalled() == ["user.two_factor.enabled"]


def test_code_is_taken_once(user: User) -> None:
    phone = with_phone(user)
    code = phone.code()

    assert [right(user, code), right(user, code)] == [True, False]
    assert right(user, phone.code(steps=1))
    assert not right(user, code)


def test_recovery_code_opens_once_however_it_is_typed(user: User) -> None:
    phone = with_phone(user)
    typed = phone.recovery_codes[3].lower().replace("-", " ")

    checked = services.check_second_factor(user=user, code=typed)

    assert (checked.ok, checked.recovery) == (True, True)
    assert not right(user, typed)
    assert len(TwoFactor.objects.get(user=user).recovery_digests) == 9
    assert journalled()[-1] == "user.two_factor.recovery_used"


def test_guessing_waits_longer_and_longer(user: User) -> None:
    phone, waits = with_phone(user), []
    now = timezone.now()
    for _ in range(12):
        with time_machine.travel(now, tick=False):
            wait = services.check_second_factor(user=user, code=phone.wrong).wait_s
        waits.append(wait)
        now += dt.timedelta(seconds=wait)

    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600]
    assert journalled().count("user.two_factor.blocked") == 8


def test_even_the_right_code_waits_then_and_counts_again_from_nothing(user: User) -> None:
    phone = with_phone(user)
    for _ in range(5):
        services.check_second_factor(user=user, code=phone.wrong)

    blocked = services.check_second_factor(user=user, code=phone.code())
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=31), tick=False):
        assert right(user, phone.code())

    assert (blocked.ok, blocked.wait_s > 0) == (False, True)
    assert TwoFactor.objects.get(user=user).failures == 0


def test_turning_off_takes_password_and_code(user: User) -> None:
    phone = with_phone(user)

    with pytest.raises(Invalid):
        services.disable_two_factor(user=user, password="wrong", code=phone.code())
    assert not services.disable_two_factor(user=user, password=PASSWORD, code=phone.wrong).ok
    assert User.objects.get(pk=user.pk).has_two_factor

    assert services.disable_two_factor(user=user, password=PASSWORD, code=phone.code()).ok
    assert not User.objects.get(pk=user.pk).has_two_factor
    assert journalled()[-1] == "user.two_factor.disabled"


def test_new_recovery_codes_replace_the_old(user: User) -> None:
    phone = with_phone(user)

    checked, fresh = services.renew_recovery_codes(user=user, code=phone.code())

    assert (checked.ok, len(fresh)) == (True, 10)
    assert not right(user, phone.recovery_codes[0])
    assert right(user, fresh[0])


def test_reset_lets_the_password_alone_in_and_ends_everything(user: User) -> None:
    with_phone(user)
    refresh = issue_pair(user).refresh

    services.reset_two_factor(user=user)

    assert not User.objects.get(pk=user.pk).has_two_factor
    assert isinstance(refresh_pair(refresh), TokenRefused)
    with pytest.raises(DomainError, match="no two-factor"):
        services.reset_two_factor(user=user)


def test_new_password_does_not_turn_it_off(user: User) -> None:
    with_phone(user)

    services.change_password(user=user, current=PASSWORD, new="another long password")

    assert User.objects.get(pk=user.pk).has_two_factor


def test_candidates_have_a_second_factor_too() -> None:
    candidate = CandidateFactory()
    phone = with_phone(candidate)

    assert right(candidate, phone.code())


def test_secret_is_sealed_anew_with_the_present_key(user: User, settings: Any) -> None:
    phone, old = with_phone(user), settings.SECRET_KEY
    with override_settings(SECRET_KEY="k" * 50, SECRET_KEY_FALLBACKS=[old]):
        assert right(user, phone.code())

    with override_settings(SECRET_KEY="k" * 50, SECRET_KEY_FALLBACKS=[]):
        assert unseal(TwoFactor.objects.get(user=user).secret_sealed) == phone.secret


def test_recovery_code_opens_when_the_key_is_lost(user: User) -> None:
    phone = with_phone(user)

    with override_settings(SECRET_KEY="k" * 50):
        assert not right(user, phone.code())
        assert right(user, phone.recovery_codes[0])


def test_requiring_it_ends_tokens_made_by_a_password_alone(employer: Employer, user: User) -> None:
    safe = UserFactory(employer=employer)
    with_phone(safe)
    kept, ended = issue_pair(safe).refresh, issue_pair(user).refresh

    services.update_employer(employer=employer, changes={"two_factor_required": True})

    assert isinstance(refresh_pair(ended), TokenRefused)
    assert not isinstance(refresh_pair(kept), DomainError)
