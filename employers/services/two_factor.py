"""Two-factor sign-in, of recruiters and candidates alike. Every change is journalled and told by mail.

A wrong code must be counted even when the caller then refuses, so checks answer a `Checked` instead of raising.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers import second_factor as codes
from employers.delegation import check_user
from employers.journal import record_about
from employers.models import ApiKey, TwoFactor, User
from employers.sealing import SealBroken, seal, unseal
from employers.services.sessions import end_sessions
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, FieldError, Forbidden, Invalid

log = structlog.get_logger(__name__)
FREE_FAILURES = 5
SETUP_VALID = dt.timedelta(minutes=15)
"""Longer, and the secret that its owner is shown one day might be one that somebody else has begun with."""
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether the code was right; `wait_s` is above zero when too many were wrong and none is looked at for so long."""

    ok: bool = False
    recovery: bool = False
    wait_s: int = 0


@dataclass(frozen=True, slots=True)
class Setup:
    secret: str
    address: str
    """For a QR code."""


def begin_two_factor(*, user: User) -> Setup:
    """A secret to be put into an app; nothing changes until a code from there has come back. Asked again within a
    quarter of an hour it answers the same one. Raises `DomainError` when it is on already, and `Forbidden` as
    `confirm_two_factor`."""
    with transaction.atomic():
        row, held = _locked(user)
        _check_proven(row)
        if held is not None and held.confirmed_at is not None:
            raise _already_on()
        secret = _secret(held) if held and _is_fresh(held) else None
        if secret is None:
            secret = codes.new_secret()
            begun = {"secret_sealed": seal(secret), "last_step": None, "created_at": timezone.now()}
            TwoFactor.objects.update_or_create(user=row, defaults=begun)
        return Setup(secret, codes.address(user, secret))


def pending_two_factor(*, user: User) -> Setup | None:
    """What `begin_two_factor` has made and no code has confirmed yet; nothing is written."""
    held = TwoFactor.objects.filter(user=user, confirmed_at=None).first()
    secret = _secret(held) if held and _is_fresh(held) else None
    return Setup(secret, codes.address(user, secret)) if secret else None


def confirm_two_factor(*, user: User, password: str, code: str) -> list[str]:
    """Turn it on with a first code; answers the recovery codes, which cannot be read again. Every session and token
    made without a code ends. Raises `Invalid` for a wrong password or code (a session that somebody else has taken
    over must not be enough to lock its owner out), `Forbidden` for a candidate whose address is unproven (a stranger
    could do so), and `DomainError` when it is on already."""
    if not user.check_password(password):
        raise _wrong_password()
    with transaction.atomic():
        row, held = _locked(user)
        _check_proven(row)
        if held is not None and held.confirmed_at is not None:
            raise _already_on()
        if held is None or not _is_fresh(held):
            raise Invalid(_("Begin to set up two-factor sign-in first."))
        secret = _secret(held)
        step = codes.fitting_step(secret, code, after=None) if secret else None
        if step is None:
            raise _wrong_code()
        held.confirmed_at, held.last_step, held.failures, held.blocked_until = timezone.now(), step, 0, None
        shown = _new_recovery_codes(held)
        held.save()
        end_sessions(row)
        record_about(row, "user.two_factor.enabled")
        return shown


def check_second_factor(*, user: User, code: str) -> Checked:
    """Whether `code` is the app's present one, or a recovery code, which is used up then. Never raises."""
    with transaction.atomic():
        row, held = _locked(user)
        return _checked(row, held, code)


def disable_two_factor(*, user: User, password: str, code: str) -> Checked:
    """By the user. Raises `Invalid` when the password is wrong."""
    if not user.check_password(password):
        raise _wrong_password()
    with transaction.atomic():
        row, held = _locked(user)
        checked = _checked(row, held, code)
        if checked.ok and held is not None:
            held.delete()
            row.save(update_fields=["updated_at"])
            record_about(row, "user.two_factor.disabled")
        return checked


def renew_recovery_codes(*, user: User, code: str) -> tuple[Checked, list[str]]:
    """New ones, the old ones count no more; none when `code` was wrong."""
    with transaction.atomic():
        row, held = _locked(user)
        checked = _checked(row, held, code)
        if not checked.ok or held is None:
            return checked, []
        shown = _new_recovery_codes(held)
        held.save(update_fields=["recovery_digests"])
        record_about(row, "user.two_factor.recovery_renewed")
        return checked, shown


def reset_two_factor(*, user: User, by_key: ApiKey | None = None) -> None:
    """By an administrator, for somebody whose phone is gone: the password alone signs in again, and every session and
    token ends. Raises `DomainError`: `two_factor_off` when there is nothing to reset, `beyond_own_rights` when
    `by_key`, the key that asks for it, may less than the user; and `Forbidden` for one's own: a session that somebody
    else has taken over must not be enough to turn it off."""
    if by_key is not None:
        check_user(by_key, roles=user.roles)
    if current_actor().user_id == user.pk:
        raise Forbidden(_("Turn off your own on the page of your account: it asks for your password and a code."))
    with transaction.atomic():
        row, held = _locked(user)
        if held is None or held.confirmed_at is None:
            raise DomainError(_("This account has no two-factor sign-in."), code="two_factor_off")
        held.delete()
        end_sessions(row)
        record_about(row, "user.two_factor.reset")


def drop_unproven_two_factor(*, user: User) -> bool:
    """What was set up for a candidate's address before its owner had proven it; answers whether it was on.

    In a transaction that has locked the user. Others keep theirs: their employer changes their addresses, and a
    session that has been taken over must not be enough to turn it off.
    """
    if user.is_staff:
        return False
    was_on = TwoFactor.objects.filter(user=user).exclude(confirmed_at=None).exists()
    TwoFactor.objects.filter(user=user).delete()
    return was_on


def _is_fresh(held: TwoFactor) -> bool:
    return timezone.now() - held.created_at < SETUP_VALID


def _check_proven(row: User) -> None:
    if row.email_verified_at is None and not row.is_staff:
        raise Forbidden(_("Confirm your e-mail address first."))


def _locked(user: User) -> tuple[User, TwoFactor | None]:
    # The user's lock comes first, here as everywhere.
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return row, TwoFactor.objects.select_for_update().filter(user=row).first()


def _checked(row: User, held: TwoFactor | None, code: str) -> Checked:
    if held is None or held.confirmed_at is None:
        return Checked()
    if held.blocked_until and held.blocked_until > timezone.now():
        return Checked(wait_s=_seconds_until(held.blocked_until))
    recovery = False
    if not _takes_app_code(held, code):
        recovery = _takes_recovery_code(row, held, code)
        if not recovery:
            return _failed(row, held)
    held.failures, held.blocked_until = 0, None
    held.save()
    return Checked(ok=True, recovery=recovery)


def _takes_app_code(held: TwoFactor, code: str) -> bool:
    secret = _secret(held)
    step = codes.fitting_step(secret, code, after=held.last_step) if secret else None
    if secret is None or step is None:
        return False
    # Sealed anew, so that a SECRET_KEY that has been replaced is let go of.
    held.last_step, held.secret_sealed = step, seal(secret)
    return True


def _takes_recovery_code(row: User, held: TwoFactor, code: str) -> bool:
    known = codes.recovery_digest(code)
    if known not in held.recovery_digests:
        return False
    held.recovery_digests = [one for one in held.recovery_digests if one != known]
    record_about(row, "user.two_factor.recovery_used", left=len(held.recovery_digests))
    return True


def _failed(row: User, held: TwoFactor) -> Checked:
    held.failures = min(held.failures + 1, 1000)
    wait = _wait_after(held.failures)
    if wait:
        held.blocked_until = timezone.now() + wait
        record_about(row, "user.two_factor.blocked", failures=held.failures)
    held.save(update_fields=["failures", "blocked_until"])
    return Checked(wait_s=int(wait.total_seconds()) if wait else 0)


def _wait_after(failures: int) -> dt.timedelta | None:
    """Half a minute after the fifth, then twice as long each time: some thirty guesses a day, of a million codes."""
    beyond = failures - FREE_FAILURES
    return min(FIRST_WAIT * 2 ** min(beyond, 12), LONGEST_WAIT) if beyond >= 0 else None


def _seconds_until(moment: dt.datetime) -> int:
    return max(1, int((moment - timezone.now()).total_seconds()) + 1)


def _secret(held: TwoFactor) -> str | None:
    try:
        return unseal(held.secret_sealed)
    except SealBroken:
        # Recovery codes still open the account, and an administrator can reset it.
        log.exception("two_factor_sealed_with_another_key", user_id=str(held.user_id))
        return None


def _new_recovery_codes(held: TwoFactor) -> list[str]:
    shown = codes.new_recovery_codes()
    held.recovery_digests = [codes.recovery_digest(code) for code in shown]
    return shown


def _already_on() -> DomainError:
    return DomainError(_("Two-factor sign-in is on already."), code="two_factor_on")


def _wrong_code() -> Invalid:
    wrong = FieldError("/code", "wrong_code", _("This code is not right. Take the one that the app shows now."))
    return Invalid(_("The code is not right."), errors=[wrong])


def _wrong_password() -> Invalid:
    wrong = FieldError("/password", "wrong_password", _("This is not your password."))
    return Invalid(_("The password is wrong."), errors=[wrong])
