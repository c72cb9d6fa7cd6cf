from __future__ import annotations

import datetime as dt
import json
import threading
from typing import Any

import jwt
import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from employers.choices import KeyState
from employers.models import SigningKey
from employers.tokens import access, signing
from hiretrack.audit.models import AuditLog
from hiretrack.errors import Unavailable
from hiretrack.tenancy import all_tenants
from tests.factories.employers import UserFactory


@pytest.mark.django_db(transaction=True)
def test_first_use_makes_one_active_and_one_next_key_under_concurrency() -> None:
    kids: list[str] = []

    def use() -> None:
        kids.append(signing.signer().kid)
        connection.close()

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(kids)) == 1
    assert sorted(SigningKey.objects.values_list("state", flat=True)) == ["active", "next"]


@pytest.mark.django_db
@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_token_names_algorithm_and_key(algorithm: str, settings: Any) -> None:
    settings.JWT_ALGORITHM = algorithm

    header = jwt.get_unverified_header(access.encode(UserFactory()))

    assert header["alg"] == algorithm
    assert signing.public_key(header["kid"]).algorithm_name == algorithm


@pytest.mark.django_db
def test_private_key_is_sealed_at_rest() -> None:
    signing.signer()

    row = SigningKey.objects.get(state=KeyState.ACTIVE)

    assert "PRIVATE" not in row.private_sealed
    assert not {"d", "p", "q"} & set(row.public_jwk)


@pytest.mark.django_db
def test_published_keys_hold_no_private_part_and_the_next_key_too() -> None:
    published = signing.published()

    assert {jwk["use"] for jwk in published} == {"sig"}
    assert len(published) == 2
    assert not any({"d", "k"} & set(jwk) for jwk in published)
    assert json.dumps(published)


@pytest.mark.django_db(transaction=True)
def test_rotation_promotes_the_published_key_and_keeps_the_old_one() -> None:
    token = access.encode(UserFactory())
    waiting = SigningKey.objects.get(state=KeyState.NEXT).kid

    active = signing.rotate()

    assert active.kid == signing.signer().kid == waiting
    assert access.read(token)
    assert sorted(SigningKey.objects.values_list("state", flat=True)) == ["active", "next", "retiring"]


@pytest.mark.django_db(transaction=True)
def test_retired_key_verifies_nothing_and_goes_with_the_next_rotation() -> None:
    token = access.encode(UserFactory())
    old = jwt.get_unverified_header(token)["kid"]
    signing.rotate(retire_after=dt.timedelta(0))

    assert signing.public_key(old) is None
    signing.rotate()
    assert not SigningKey.objects.filter(pk=old).exists()


@pytest.mark.django_db(transaction=True)
def test_retiring_key_ends_on_time() -> None:
    old = signing.signer().kid
    signing.rotate(retire_after=dt.timedelta(hours=1))

    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        signing.forget()
        assert signing.public_key(old) is None
    signing.forget()
    assert signing.public_key(old) is not None


@pytest.mark.django_db
def test_rotation_is_journalled() -> None:
    active = signing.rotate()

    with all_tenants(reason="test"):
        assert AuditLog.objects.get(action="signing_key.rotated").entity_id == active.pk


@pytest.mark.django_db(transaction=True)
def test_changed_secret_key_is_told_and_rotation_mends_it(settings: Any) -> None:
    signing.signer()
    settings.SECRET_KEY = "another secret key that is long enough, really"
    signing.forget()
    with pytest.raises(Unavailable, match="rotate_jwt_keys"):
        signing.signer()

    signing.rotate()

    assert signing.signer()


@pytest.mark.django_db(transaction=True)
def test_former_secret_key_as_fallback_still_opens_keys(settings: Any) -> None:
    kid = signing.signer().kid
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key that is long enough, really"
    signing.forget()

    assert signing.signer().kid == kid


@pytest.mark.django_db
def test_keys_are_read_once_for_many_tokens(django_assert_num_queries: Any) -> None:
    token = access.encode(UserFactory())
    access.read(token)

    with django_assert_num_queries(0):
        for _ in range(3):
            access.read(token)
