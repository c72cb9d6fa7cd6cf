"""Accounts elsewhere in the account's settings: connected and disconnected by their owner alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from applicants.personal.erasure import erase_account
from employers import services
from employers.federation import Person
from employers.models import Employer, Identity, User
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.listeners import mail_to_user
from hiretrack.notifications.models import Message
from hiretrack.portal.accounts import letting_in
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, CandidateFactory, UserFactory
from tests.openid_provider import OpenIDProvider
from tests.portal.filling import text_of
from tests.portal.signed_in import signed_in, statements
from tests.portal.test_portal_elsewhere import DOOR, HOME, SETTINGS, back_from, come, is_in

pytestmark = pytest.mark.django_db
MAILED = "/account/settings/password/link/"
ADD, GO = "/account/settings/connected/acme/add/", "/account/settings/connected/acme/go/"


@pytest.fixture
def ada(db: None) -> User:
    user: User = CandidateFactory(email="ada@home.example")
    return user


def connect(me: Client, elsewhere: OpenIDProvider, password: str = PASSWORD) -> Any:
    me.post(ADD, {"password": password})
    page = me.get(GO)
    return me.get(back_from(elsewhere, page), follow=True) if page.status_code == 200 else page


def test_candidate_connects_an_account(ada: User, elsewhere: OpenIDProvider) -> None:
    me = signed_in(ada)
    assert "Acme not connected" in text_of(me.get(SETTINGS))

    page = text_of(connect(me, elsewhere))

    assert "Acme is connected" in page
    assert Identity.objects.get().user == ada
    assert come(Client(), elsewhere)["Location"] == HOME


def test_connecting_needs_the_password(ada: User, elsewhere: OpenIDProvider) -> None:
    me = signed_in(ada)

    assert "This is not your password." in text_of(me.post(ADD, {"password": "wrong"}))
    assert me.get(GO)["Location"] == ADD
    assert not Identity.objects.exists()


def test_permission_to_connect_counts_once(ada: User, elsewhere: OpenIDProvider) -> None:
    me = signed_in(ada)
    assert me.post(ADD, {"password": PASSWORD})["Location"] == GO

    assert [me.get(GO).status_code for _ in range(2)] == [200, 302]
    assert Client().get(GO)["Location"].startswith(DOOR)


def test_account_is_connected_to_nobody_else(ada: User, elsewhere: OpenIDProvider) -> None:
    me = signed_in(ada)
    me.post(ADD, {"password": PASSWORD})
    address = back_from(elsewhere, me.get(GO))
    bob = CandidateFactory()
    me.force_login(bob)

    assert me.get(address).status_code == 422
    assert not Identity.objects.exists()


def test_account_of_somebody_else_here_is_not_taken(ada: User, elsewhere: OpenIDProvider) -> None:
    come(Client(), elsewhere)

    answer = connect(signed_in(ada), elsewhere)

    assert (answer.status_code, "opens another account here" in text_of(answer)) == (409, True)


def remove_page() -> str:
    return f"/account/settings/connected/{Identity.objects.get().pk}/remove/"


def test_candidate_disconnects_with_the_password(ada: User, elsewhere: OpenIDProvider) -> None:
    me = signed_in(ada)
    connect(me, elsewhere)
    assert me.post(remove_page(), {"password": "wrong"}).status_code == 422

    assert me.post(remove_page(), {"password": PASSWORD})["Location"] == SETTINGS
    assert "Acme is disconnected" in text_of(me.get(SETTINGS))
    assert not Identity.objects.exists()


def test_only_way_in_is_kept_and_the_page_says_what_to_do(client: Client, elsewhere: OpenIDProvider) -> None:
    come(client, elsewhere)
    page = client.get(remove_page()).content.decode()

    assert client.post(remove_page()).status_code == 409
    assert Identity.objects.exists()
    assert "Mail me a link to set a password" in page
    assert f'action="{MAILED}"' in page
    assert "Check your e-mail" in text_of(client.post(MAILED))
    with all_tenants(reason="test"):
        assert AuditLog.objects.filter(action="user.password_reset_requested").count() == 1


def test_without_a_password_a_fresh_sign_in_is_needed(client: Client, elsewhere: OpenIDProvider, settings: Any) -> None:
    come(client, elsewhere)
    other = OpenIDProvider()
    settings.SIGN_IN_PROVIDERS = [elsewhere.settings(), other.settings("other")]
    add = "/account/settings/connected/other/add/"
    assert client.post(add).status_code == 302

    with time_machine.travel(timezone.now().timestamp() + letting_in.LATELY_S + 1):
        assert client.post(add).status_code == 422
        assert "Sign in once more" in text_of(client.get(add))
        again = client.post(f"/account/sign-in/again/?next={add}")
        assert again["Location"] == f"{DOOR}?next=%2Faccount%2Fsettings%2Fconnected%2Fother%2Fadd%2F"
        assert not is_in(client)
    other.stop()


def test_account_without_a_password_is_erased_after_a_fresh_sign_in_only(
    client: Client, elsewhere: OpenIDProvider
) -> None:
    come(client, elsewhere)
    erase = "/account/settings/erase/"

    with time_machine.travel(timezone.now().timestamp() + letting_in.LATELY_S + 1):
        assert client.post(erase, {"sure": "on"}).status_code == 422
        assert "Sign in once more" in text_of(client.get(erase))
    assert User.objects.exists()

    assert "Everything is erased" in text_of(client.post(erase, {"sure": "on"}))
    assert not User.objects.exists()


def test_somebody_else_s_account_is_not_there(ada: User, elsewhere: OpenIDProvider) -> None:
    come(Client(), elsewhere)

    assert signed_in(ada).get(remove_page()).status_code == 404


def test_settings_ask_once_for_many_accounts(ada: User, elsewhere: OpenIDProvider) -> None:
    me, counts = signed_in(ada), []
    for subjects in (("a",), ("b", "c")):
        for subject in subjects:
            person = Person("acme", elsewhere.url, subject, "", email_verified=False, name="")
            services.connect_identity(user=ada, person=person)
        counts.append(statements(me, SETTINGS))

    assert counts[0] == counts[1]


def test_recruiters_have_no_connected_accounts(employer: Employer, elsewhere: OpenIDProvider) -> None:
    assert signed_in(UserFactory(employer=employer)).get(ADD)["Location"].startswith(DOOR)


def test_export_and_erasure_reach_connected_accounts(ada: User, elsewhere: OpenIDProvider) -> None:
    me = signed_in(ada)
    connect(me, elsewhere)

    held = me.get("/account/settings/data/").getvalue()
    [exported] = json.loads(held)["connected_accounts"]
    erase_account(user_id=ada.pk)

    assert (exported["issuer"], exported["subject"]) == (elsewhere.url, "ada-1815")
    assert not Identity.objects.exists()


def test_owner_is_told_by_mail(ada: User, elsewhere: OpenIDProvider) -> None:
    connect(signed_in(ada), elsewhere)
    with all_tenants(reason="test"):
        mail_to_user(AuditLog.objects.get(action="user.identity_linked"))
        message = Message.objects.get(kind="identity_linked")
        content = KINDS[message.kind].compose(message)

    assert message.recipient == ada.email
    assert "Acme" in content.subject
    assert "account at Acme" in content.text
