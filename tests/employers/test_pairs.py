from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from employers.errors import CredentialsRefused, TokenRefused
from employers.models import RefreshToken, User
from employers.sealing import digest
from employers.tokens import TokenPair, access, issue_pair, pairs, refresh_pair, revoke_family
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants
from tests.factories.employers import CandidateFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(minutes=1)


def renewed(token: str) -> TokenPair:
    pair = refresh_pair(token)
    assert isinstance(pair, TokenPair), pair
    return pair


def refusal(token: str) -> str:
    answer = refresh_pair(token)
    assert isinstance(answer, DomainError)
    return answer.code


def test_pair_speaks_for_its_user() -> None:
    user = UserFactory()

    assert access.read(renewed(issue_pair(user).refresh).access).subject == str(user.pk)


def test_refresh_token_is_stored_hashed() -> None:
    pair = issue_pair(UserFactory())

    row = RefreshToken.objects.get()

    assert row.digest == digest(pair.refresh)
    assert pair.refresh not in str(vars(row))


def test_chain_of_refreshes_goes_on() -> None:
    token = issue_pair(UserFactory()).refresh

    for _ in range(3):
        token = renewed(token).refresh

    assert RefreshToken.objects.filter(used_at=None).count() == 1


def test_family_ends_with_its_first_tokens_time() -> None:
    first = issue_pair(UserFactory())

    with time_machine.travel(timezone.now() + dt.timedelta(days=29)):
        second = renewed(first.refresh)
    assert second.refresh_expires_at == first.refresh_expires_at
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert refusal(second.refresh) == "refresh_token_invalid"


def test_unproven_candidate_gets_no_tokens_and_renews_none() -> None:
    user = CandidateFactory()
    refresh = issue_pair(user).refresh
    User.objects.update(email_verified_at=None)

    with pytest.raises(CredentialsRefused):
        issue_pair(User.objects.get())
    assert refusal(refresh) == "refresh_token_invalid"


@pytest.mark.parametrize("factory", [UserFactory, CandidateFactory])
def test_use_of_an_old_token_revokes_the_family_and_is_journalled(factory: Any) -> None:
    user = factory()
    old = issue_pair(user).refresh
    new = renewed(old).refresh

    with time_machine.travel(timezone.now() + LATER):
        assert refusal(old) == "refresh_token_reused"

    assert refusal(new) == "refresh_token_invalid"
    with all_tenants(reason="test"):
        assert AuditLog.objects.get(action="token.reuse_detected").entity_id == user.pk


def test_other_sign_ins_survive_the_revocation_of_a_family() -> None:
    user = UserFactory()
    other, old = issue_pair(user).refresh, issue_pair(user).refresh
    renewed(old)

    with time_machine.travel(timezone.now() + LATER):
        refusal(old)

    assert renewed(other)


def test_repeated_request_within_the_grace_gets_no_token_but_revokes_nothing() -> None:
    with time_machine.travel(timezone.now(), tick=False):
        old = issue_pair(UserFactory()).refresh
        new = renewed(old).refresh

        assert refusal(old) == "refresh_token_just_used"
        assert renewed(new)


@pytest.mark.django_db(transaction=True)
def test_of_many_simultaneous_refreshes_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    # Those who take their turns last are late on a busy machine.
    monkeypatch.setattr(pairs, "GRACE", dt.timedelta(hours=1))
    token = issue_pair(UserFactory()).refresh
    answers: list[Any] = []

    def use() -> None:
        answers.append(refresh_pair(token))
        connection.close()

    threads = [threading.Thread(target=use) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    won = [answer for answer in answers if isinstance(answer, TokenPair)]
    assert len(won) == 1
    assert {a.code for a in answers if isinstance(a, DomainError)} == {"refresh_token_just_used"}
    assert renewed(won[0].refresh)


@pytest.mark.parametrize("token", ["", "htr_unknown", "é", "x" * 5000])
def test_unknown_token_is_refused(token: str) -> None:
    assert refusal(token) == "refresh_token_invalid"


def test_deactivated_user_gets_no_tokens() -> None:
    user = UserFactory()
    token = issue_pair(user).refresh
    User.objects.update(is_active=False)

    assert refusal(token) == "refresh_token_invalid"
    with pytest.raises(CredentialsRefused):
        issue_pair(user)


def test_password_changed_during_sign_in_wins() -> None:
    user = UserFactory()
    User.objects.get(pk=user.pk).set_password("x")
    User.objects.update(password="something new")

    with pytest.raises(CredentialsRefused):
        issue_pair(user)


def test_sign_out_ends_the_whole_family() -> None:
    user = UserFactory()
    first = issue_pair(user).refresh
    second = renewed(first).refresh

    revoke_family(user_id=user.pk, token=first)

    assert refusal(second) == "refresh_token_invalid"


def test_nobody_signs_somebody_else_out() -> None:
    token = issue_pair(UserFactory()).refresh

    revoke_family(user_id=UserFactory().pk, token=token)

    assert renewed(token)


def test_expired_rows_go_with_the_next_sign_in() -> None:
    user = UserFactory()
    issue_pair(user)

    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        issue_pair(user)

    assert RefreshToken.objects.count() == 1


def test_refusals_are_401() -> None:
    assert TokenRefused("").status == 401
