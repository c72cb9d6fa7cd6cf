"""Webhooks and keys in the back office."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from employers.models import ApiKey, Employer
from employers.services import use_api_key
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks as factory
from tests.office.conftest import stored
from tests.tenancy.neighbours import signed_in
from tests.webhooks.receivers import Receiver, receiving, replying
from webhooks.choices import DeliveryState
from webhooks.delivery import send_due
from webhooks.models import SubscriptionSecret, WebhookDelivery, WebhookSubscription

pytestmark = pytest.mark.django_db
HOOKS, KEYS = "/admin/settings/webhooks/", "/admin/settings/api-keys/"
SECRET = re.compile(r'value="((?:whsec|htk)_[^"]+)"')


@pytest.fixture
def receiver(settings: Any) -> Any:
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]
    with receiving() as made:
        yield made


@pytest.fixture
def admin(employer: Employer) -> Client:
    return signed_in("employer_admin", employer)


@pytest.fixture
def hook(employer: Employer, receiver: Receiver) -> WebhookSubscription:
    with employer_scope(employer.pk):
        return factory.subscription(receiver.url)


def pinged(admin: Client, hook: WebhookSubscription, employer: Employer) -> WebhookDelivery:
    admin.post(f"{HOOKS}{hook.pk}/ping/")
    send_due()
    return stored(employer, lambda: WebhookDelivery.objects.get(subscription=hook))


def test_webhook_is_added_and_its_secret_shown_once(admin: Client, employer: Employer) -> None:
    given = {"name": "Payroll", "target_url": "https://1.1.1.1/in", "event_types": ["job.published"]}
    made = admin.post(f"{HOOKS}add/", given)

    assert len(SECRET.findall(made.content.decode())) == 1
    assert "no-store" in made.headers["Cache-Control"]
    row = stored(employer, lambda: WebhookSubscription.objects.select_related("created_by").get())
    assert (row.name, row.event_types, row.created_by.name) == ("Payroll", ["job.published"], "Employer_Admin")
    assert "whsec_" not in admin.get(f"{HOOKS}{row.pk}/").content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target_url": "http://127.0.0.1/"}, "Give the https address"),
        ({"target_url": "http://1.1.1.1/"}, "begins with https"),
        ({"event_types": []}, "Choose at least one event."),
    ],
)
def test_bad_webhook_is_refused_and_nothing_typed_is_lost(
    admin: Client, employer: Employer, change: dict[str, Any], said: str
) -> None:
    given = {"name": "My name for it", "target_url": "https://1.1.1.1/in", "event_types": ["*"]} | change
    answer = admin.post(f"{HOOKS}add/", given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "My name for it" in page
    assert stored(employer, WebhookSubscription.objects.count) == 0


def test_webhook_is_changed_and_switched(admin: Client, employer: Employer, hook: WebhookSubscription) -> None:
    here = f"{HOOKS}{hook.pk}/"
    admin.post(here, {"name": "New", "target_url": hook.target_url, "event_types": ["job.closed"]})
    for enabled in ("0", "0"):
        admin.post(f"{here}switch/", {"enabled": enabled})

    row = stored(employer, WebhookSubscription.objects.get)
    assert (row.name, row.event_types, row.enabled) == ("New", ["job.closed"], False)
    assert "Switched off by hand" in admin.get(here).content.decode()


def test_new_secret_leaves_the_old_one_for_a_while(
    admin: Client, employer: Employer, hook: WebhookSubscription
) -> None:
    page = admin.post(f"{HOOKS}{hook.pk}/secret/", {"keep_old_s": "3600"}).content.decode()

    assert "Older secrets go on signing until" in page
    assert len(SECRET.findall(page)) == 1
    ends = stored(employer, lambda: list(SubscriptionSecret.objects.values_list("expires_at", flat=True)))
    assert [end is None for end in ends] == [True, False]


def test_delivery_shows_request_and_answer_as_text(
    admin: Client, employer: Employer, hook: WebhookSubscription, receiver: Receiver
) -> None:
    receiver.reply = replying(404, b"<b>no such hook</b>")
    row = pinged(admin, hook, employer)

    page = admin.get(f"{HOOKS}deliveries/{row.pk}/").content.decode()
    assert "&lt;b&gt;no such hook" in page
    assert str(row.event_id) in page
    assert "&quot;webhook.ping&quot;" in page
    assert "whsec_" not in page


def test_failed_ones_are_sent_again_one_and_all(
    admin: Client, employer: Employer, hook: WebhookSubscription, receiver: Receiver
) -> None:
    receiver.reply = replying(404)
    row = pinged(admin, hook, employer)
    again = {"one": f"{HOOKS}deliveries/{row.pk}/redeliver/", "all": f"{HOOKS}{hook.pk}/redeliver/"}

    for path in again.values():
        answer: Any = admin.post(path, {"event": "webhook.ping"}, follow=True)
        assert b"1 delivery is on its way." in answer.content
        assert stored(employer, WebhookDelivery.objects.get).state == DeliveryState.QUEUED
        send_due()
    assert len(receiver.got) == 3


def test_sending_again_keeps_to_the_filter_and_to_what_is_on(
    admin: Client, employer: Employer, hook: WebhookSubscription, receiver: Receiver
) -> None:
    receiver.reply = replying(404)
    pinged(admin, hook, employer)

    other: Any = admin.post(f"{HOOKS}{hook.pk}/redeliver/", {"event": "job.closed"}, follow=True)
    admin.post(f"{HOOKS}{hook.pk}/switch/", {"enabled": "0"})
    off: Any = admin.post(f"{HOOKS}{hook.pk}/redeliver/", follow=True)

    assert b"There is nothing to send again." in other.content
    assert b"switched off" in off.content
    assert stored(employer, WebhookDelivery.objects.get).state == DeliveryState.FAILED


def test_log_is_filtered_in_as_many_queries(
    admin: Client, employer: Employer, hook: WebhookSubscription, django_assert_num_queries: Any
) -> None:
    here = f"{HOOKS}{hook.pk}/"
    counts = []
    for _ in range(2):
        for _ in range(2):
            admin.post(f"{here}ping/")
        with django_assert_num_queries(14, exact=False) as made:
            page = admin.get(f"{here}?event=webhook.ping&state=queued&since=2020-01-01").content.decode()
        counts.append(len(made))
    assert counts[0] == counts[1]
    assert page.count("webhook.ping</a>") == 4
    assert "No delivery is like that." in admin.get(f"{here}?state=failed").content.decode()


def test_list_costs_the_same_for_three(admin: Client, employer: Employer, django_assert_num_queries: Any) -> None:
    counts = []
    for number in (1, 2):
        with employer_scope(employer.pk):
            for _ in range(number):
                factory.subscription()
        with django_assert_num_queries(10, exact=False) as made:
            admin.get(HOOKS)
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_webhook_is_deleted(admin: Client, employer: Employer, hook: WebhookSubscription) -> None:
    admin.post(f"{HOOKS}{hook.pk}/delete/")

    assert stored(employer, WebhookSubscription.objects.count) == 0


@pytest.mark.parametrize("role", ["recruiter", "viewer"])
def test_others_see_neither_webhooks_nor_keys(employer: Employer, hook: WebhookSubscription, role: str) -> None:
    client = signed_in(role, employer)

    for path in (HOOKS, f"{HOOKS}add/", f"{HOOKS}{hook.pk}/", KEYS, f"{KEYS}add/"):
        assert [client.get(path).status_code, client.post(path).status_code] == [403, 403], path
    assert client.post(f"{HOOKS}{hook.pk}/ping/").status_code == 403


def test_old_addresses_lead_to_the_pages(admin: Client, hook: WebhookSubscription) -> None:
    old = "/admin/webhooks/webhooksubscription/"

    assert admin.get(old).headers["Location"] == HOOKS
    assert admin.get(f"{old}{hook.pk}/change/").headers["Location"] == f"{HOOKS}{hook.pk}/"


def test_key_is_made_shown_once_and_works(admin: Client, employer: Employer) -> None:
    given = {"name": "Payroll", "role": "viewer", "scopes": ["jobs:read", "reports:read"], "expires_at": "2100-01-31"}
    page = admin.post(f"{KEYS}add/", given).content.decode()

    (secret,) = SECRET.findall(page)
    key = use_api_key(secret)
    assert key is not None
    assert (key.role, key.scopes) == ("viewer", ["jobs:read", "reports:read"])
    listed = admin.get(KEYS).content.decode()
    assert "Payroll" in listed
    assert secret not in listed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scopes": []}, "Choose at least one thing"),
        ({"expires_at": "2001-01-01"}, "would have ended already"),
        ({"expires_at": "soon"}, "Enter a valid date"),
        ({"role": "platform"}, "Select a valid choice"),
    ],
)
def test_bad_key_is_refused(admin: Client, employer: Employer, change: dict[str, Any], said: str) -> None:
    given = {"name": "My program", "role": "viewer", "scopes": ["jobs:write"], "expires_at": ""} | change
    answer = admin.post(f"{KEYS}add/", given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "My program" in answer.content.decode()
    assert stored(employer, ApiKey.objects.count) == 0


def test_key_is_revoked_at_once(admin: Client, employer: Employer) -> None:
    given = {"name": "Old", "role": "recruiter", "scopes": ["jobs:read"]}
    (secret,) = SECRET.findall(admin.post(f"{KEYS}add/", given).content.decode())
    key = stored(employer, ApiKey.objects.get)

    answer: Any = admin.post(f"{KEYS}{key.pk}/revoke/", follow=True)

    assert "stopped working at once" in answer.content.decode()
    assert use_api_key(secret) is None
