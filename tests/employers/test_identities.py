"""Whose account an account elsewhere opens, and whose it never does (ADR 39)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from employers import services
from employers.errors import IdentityTaken, LastSignIn, NoAddress, NotByThisDoor, TokenRefused
from employers.federation import Person
from employers.models import Employer, Identity, TwoFactor, User
from employers.tokens import issue_pair, password_reset_token, refresh_pair
from hiretrack.audit.models import AuditLog
from hiretrack.errors import NotFound
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, CandidateFactory, PlatformAdminFactory, UserFactory
from tests.factories.two_factor import with_phone
from tests.openid_provider import OpenIDProvider

pytestmark = pytest.mark.django_db
ISSUER = "https://id.example"
MAIL = "ada@example.com"


def person(subject: str = "ada-1815", email: str = MAIL, *, verified: bool = True) -> Person:
    return Person("acme", ISSUER, subject, email, email_verified=verified, name="Ada Lovelace")


def journal() -> list[str]:
    with all_tenants(reason="test"):
        return list(AuditLog.objects.order_by("id").values_list("action", flat=True))


def holders() -> list[tuple[str, Any]]:
    return list(Identity.objects.order_by("id").values_list("subject", "user__email"))


# --- Who is here for the first time


def test_new_person_with_a_verified_address_is_let_in() -> None:
    entered = services.enter_with(person=person())

    user = User.objects.get()
    assert (entered.user, entered.is_proven, entered.password_ended) == (user, True, False)
    assert (user.email, user.name, user.roles) == (MAIL, "Ada Lovelace", ["applicant"])
    assert (user.may_enter, user.has_usable_password()) == (True, False)
    assert journal() == ["user.registered", "user.email_verified", "user.identity_linked"]


def test_new_person_without_a_verified_address_gets_a_mail_first() -> None:
    entered = services.enter_with(person=person(verified=False))

    assert (entered.user, entered.is_proven) == (User.objects.get(), False)
    assert not User.objects.get().may_enter
    assert journal() == ["user.registered", "user.identity_linked"]


def test_person_without_an_address_gets_no_account() -> None:
    with pytest.raises(NoAddress):
        services.enter_with(person=person(email="", verified=False))

    assert not User.objects.exists()


def test_next_time_the_same_account_opens_whatever_the_address_is_now() -> None:
    first = services.enter_with(person=person()).user
    CandidateFactory(email="new@example.com")

    again = services.enter_with(person=person(email="new@example.com")).user

    assert again == first
    assert again is not None
    assert (again.email, Identity.objects.get().email) == (MAIL, "new@example.com")


def test_same_subject_at_another_issuer_is_somebody_else() -> None:
    services.enter_with(person=person())
    stranger = Person("evil", "https://evil.example", "ada-1815", "eve@example.com", email_verified=True, name="Eve")

    assert services.enter_with(person=stranger).user != User.objects.get(email=MAIL)


# --- The address is known here


def test_proven_account_is_connected_to_its_verified_address() -> None:
    owner = CandidateFactory(email="Ada@Example.com")

    entered = services.enter_with(person=person())

    assert (entered.user, entered.is_proven, entered.password_ended) == (owner, True, False)
    assert User.objects.get().check_password(PASSWORD)
    assert holders() == [("ada-1815", "Ada@Example.com")]
    assert journal() == ["user.identity_linked"]


def test_proven_account_is_not_opened_by_an_unverified_address() -> None:
    CandidateFactory(email=MAIL)

    entered = services.enter_with(person=person(verified=False))

    assert (entered.user, entered.is_proven) == (None, False)
    assert holders() == []
    assert journal() == ["user.registration_repeated"]


def test_stranger_who_registered_first_is_thrown_out() -> None:
    """Pre-hijacking: the account waits with the stranger's password, codes and connected account for its victim."""
    mallorys = CandidateFactory(email=MAIL, name="Mallory")
    with_phone(mallorys)
    refresh = issue_pair(mallorys).refresh
    Identity.objects.create(user=mallorys, provider="acme", issuer=ISSUER, subject="mallory", email=MAIL)
    User.objects.update(email_verified_at=None)

    entered = services.enter_with(person=person())

    user = User.objects.get()
    assert (entered.user, entered.is_proven, entered.password_ended) == (user, True, True)
    assert (user.name, user.has_usable_password(), user.has_two_factor) == ("Ada Lovelace", False, False)
    assert holders() == [("ada-1815", MAIL)]
    assert isinstance(refresh_pair(refresh), TokenRefused)


def test_stranger_s_session_ends_when_the_owner_comes(client: Client) -> None:
    mallorys = CandidateFactory(email=MAIL)
    client.force_login(mallorys)
    User.objects.update(email_verified_at=None)

    services.enter_with(person=person())

    assert client.get("/account/settings/").status_code == 302


def test_stranger_s_account_elsewhere_goes_when_the_owner_confirms_by_mail() -> None:
    """The other way round: a stranger names the victim's address at a provider that does not check."""
    services.enter_with(person=person("mallory", verified=False))

    services.reset_password(token=password_reset_token(User.objects.get()), password="an entirely new one")

    assert User.objects.get().may_enter
    assert holders() == []


def test_stranger_s_account_elsewhere_goes_when_the_owner_registers() -> None:
    services.enter_with(person=person("mallory", verified=False))

    services.register_applicant(email=MAIL, name="Ada", password=PASSWORD)

    assert holders() == []
    assert journal()[-1] == "user.password_reset_requested"


def test_unverified_address_contests_an_unproven_account() -> None:
    services.register_applicant(email=MAIL, name="Mallory", password=PASSWORD)

    entered = services.enter_with(person=person(verified=False))

    assert entered.user is None
    assert not User.objects.get().has_usable_password()
    assert holders() == []


def test_address_that_is_verified_later_opens_its_own_account() -> None:
    services.enter_with(person=person(verified=False))
    assert not services.enter_with(person=person(verified=False)).is_proven
    assert journal()[-1] == "user.email_verification_requested"

    entered = services.enter_with(person=person())

    assert (entered.is_proven, User.objects.get().may_enter) == (True, True)
    assert holders() == [("ada-1815", MAIL)]


def test_another_verified_address_proves_nothing_about_the_account_s() -> None:
    services.enter_with(person=person(email="victim@example.com", verified=False))

    assert not services.enter_with(person=person(email="mallory@example.com")).is_proven
    assert not User.objects.get().may_enter


# --- Who never comes in by this door


def test_platform_admin_stays_out() -> None:
    PlatformAdminFactory(email=MAIL)

    with pytest.raises(NotByThisDoor):
        services.enter_with(person=person())
    assert holders() == []


def test_employer_s_user_with_the_address_is_left_alone(employer: Employer) -> None:
    recruiter = UserFactory(employer=employer, email=MAIL)

    entered = services.enter_with(person=person())

    assert entered.user != recruiter
    assert not Identity.objects.filter(user=recruiter).exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"roles": []}, {"is_superuser": True}])
def test_account_that_is_no_candidate_s_any_more_stays_shut(change: dict[str, Any]) -> None:
    services.enter_with(person=person())
    User.objects.update(**change)

    with pytest.raises(NotByThisDoor):
        services.enter_with(person=person())


# --- Connecting and disconnecting


def test_signed_in_candidate_connects_an_account_with_another_address() -> None:
    ada = CandidateFactory(email=MAIL)

    services.connect_identity(user=ada, person=person(email="ada@work.example"))
    services.connect_identity(user=ada, person=person(email="ada@work.example"))

    assert holders() == [("ada-1815", MAIL)]
    assert journal() == ["user.identity_linked"]


def test_account_that_opens_another_one_is_not_connected() -> None:
    services.enter_with(person=person())
    bob = CandidateFactory()

    with pytest.raises(IdentityTaken):
        services.connect_identity(user=bob, person=person())
    assert holders() == [("ada-1815", MAIL)]


def test_browser_that_was_signed_out_meanwhile_connects_nothing() -> None:
    ada = CandidateFactory(email=MAIL)
    as_loaded = User.objects.get(pk=ada.pk)
    services.sign_out_everywhere(user=ada)

    with pytest.raises(NotByThisDoor):
        services.connect_identity(user=as_loaded, person=person())

    assert holders() == []


def test_only_way_in_stays_connected(elsewhere: OpenIDProvider) -> None:
    user = services.enter_with(person=person()).user
    assert user is not None
    identity = Identity.objects.get()
    with pytest.raises(LastSignIn):
        services.disconnect_identity(user=user, identity_id=identity.pk)

    # An account at a provider that is not offered here any more is no way in; one at another that is, is one.
    Identity.objects.create(user=user, provider="acme", issuer=elsewhere.url, subject="ada")
    services.disconnect_identity(user=user, identity_id=identity.pk)

    assert holders() == [("ada", MAIL)]
    assert journal()[-1] == "user.identity_unlinked"


def test_disconnected_account_opens_nothing() -> None:
    ada = CandidateFactory(email="ada@home.example")
    services.connect_identity(user=ada, person=person())

    services.disconnect_identity(user=ada, identity_id=Identity.objects.get().pk)

    assert services.enter_with(person=person()).user != ada


def test_somebody_else_s_account_is_not_disconnected() -> None:
    services.enter_with(person=person())

    with pytest.raises(NotFound):
        services.disconnect_identity(user=CandidateFactory(), identity_id=Identity.objects.get().pk)


def test_code_is_still_asked_for() -> None:
    ada = CandidateFactory(email=MAIL)
    with_phone(ada)

    entered = services.enter_with(person=person())

    assert entered.user is not None
    assert entered.user.has_two_factor
    assert TwoFactor.objects.exists()
