from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from tests.fixtures import ApiClient
from tests.webhooks.receivers import Receiver, replying
from webhooks import services
from webhooks.choices import DeliveryState
from webhooks.delivery import send_due
from webhooks.models import WebhookDelivery, WebhookSubscription

pytestmark = pytest.mark.django_db
URL = "/v1/webhooks/subscriptions"


@pytest.fixture
def admin(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("employer_admin", employer)


@pytest.fixture
def body(receiver: Receiver) -> dict[str, Any]:
    return {"name": "Payroll", "target_url": receiver.url, "event_types": ["job.closed", "application.created"]}


def test_secret_is_shown_at_creation_alone(admin: ApiClient, body: dict[str, Any]) -> None:
    made: Any = admin.post(URL, body)

    assert made.status_code == 201, made.content
    assert made.json()["secret"].startswith("whsec_")
    assert made.json()["event_types"] == ["application.created", "job.closed"]
    shown, listed = admin.get(made["Location"]), admin.get(URL)
    assert "secret" not in shown.json()
    assert "whsec_" not in listed.content.decode()
    assert shown["ETag"] == made["ETag"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/", "address_refused"),
        ("https://user:pass@example.com/", "address_refused"),
        ("https://127.0.0.2/", "address_refused"),
        ("https://169.254.169.254/latest", "address_refused"),
        ("https://[::1]/", "address_refused"),
        ("https://localhost/", "address_refused"),
        ("https://no-such-host.invalid/", "address_refused"),
        ("https://[x", "address_refused"),
        ("nonsense", "address_refused"),
        ("http://93.184.216.34/", "https_required"),
    ],
)
def test_target_that_must_not_be_called_is_refused(admin: ApiClient, body: dict[str, Any], url: str, code: str) -> None:
    refused: Any = admin.post(URL, body | {"target_url": url})

    assert refused.status_code == 422, refused.content
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [("/target_url", code)]


def test_public_https_target_is_taken(admin: ApiClient, body: dict[str, Any]) -> None:
    assert admin.post(URL, body | {"target_url": "https://93.184.216.34/in"}).status_code == 201


@pytest.mark.parametrize("types", [[], ["job.opened"], "*", None])
def test_unknown_events_are_refused(admin: ApiClient, body: dict[str, Any], types: Any) -> None:
    refused: Any = admin.post(URL, body | {"event_types": types})

    assert refused.status_code in {400, 422}
    assert all(one["pointer"].startswith("/event_types") for one in refused.json()["errors"])


def test_change_is_guarded_by_the_version(admin: ApiClient, subscription: WebhookSubscription) -> None:
    path = f"{URL}/{subscription.pk}"
    tag = admin.get(path)["ETag"]
    changed: Any = admin.patch(path, {"enabled": False}, headers={"If-Match": tag})
    stale: Any = admin.patch(path, {"enabled": True}, headers={"If-Match": tag})

    assert (changed.json()["enabled"], changed.json()["disabled_reason"]) == (False, "manual")
    assert stale.status_code == 412


def test_switching_on_again_forgets_why_it_was_off(admin: ApiClient, subscription: WebhookSubscription) -> None:
    path = f"{URL}/{subscription.pk}"
    admin.patch(path, {"enabled": False})
    on: Any = admin.patch(path, {"enabled": True})

    assert (on.json()["enabled"], on.json()["disabled_reason"], on.json()["disabled_at"]) == (True, None, None)


def test_switching_off_cancels_what_waits(
    admin: ApiClient, subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver
) -> None:
    admin.patch(f"{URL}/{subscription.pk}", {"enabled": False})

    assert (send_due(), receiver.got) == (0, [])
    listed: Any = admin.get(f"{URL}/{subscription.pk}/deliveries")
    assert [row["state"] for row in listed.json()["items"]] == ["cancelled"]


def test_deleted_subscription_is_gone_with_its_deliveries(
    admin: ApiClient, subscription: WebhookSubscription, delivery: WebhookDelivery
) -> None:
    assert admin.delete(f"{URL}/{subscription.pk}").status_code == 204
    assert admin.delete(f"{URL}/{subscription.pk}").status_code == 404
    with employer_scope(subscription.employer_id):
        assert not WebhookDelivery.objects.exists()


def test_ping_goes_the_way_of_real_events(
    admin: ApiClient, subscription: WebhookSubscription, receiver: Receiver
) -> None:
    pinged: Any = admin.post(f"{URL}/{subscription.pk}:ping")
    send_due()

    assert (pinged.status_code, pinged.json()["state"]) == (202, "queued")
    (got,) = receiver.got
    assert got.json["type"] == "webhook.ping"
    assert got.headers["webhook-id"] == pinged.json()["event_id"]


def test_ping_reaches_a_subscription_that_is_off(
    admin: ApiClient, subscription: WebhookSubscription, receiver: Receiver
) -> None:
    admin.patch(f"{URL}/{subscription.pk}", {"enabled": False})
    admin.post(f"{URL}/{subscription.pk}:ping")

    assert send_due() == 1


def test_rotation_answers_the_new_secret(admin: ApiClient, subscription: WebhookSubscription) -> None:
    rotated: Any = admin.post(f"{URL}/{subscription.pk}:rotate-secret", {"keep_old_s": 60})

    assert rotated.status_code == 200, rotated.content
    assert rotated.json()["secret"].startswith("whsec_")
    assert admin.post(f"{URL}/{subscription.pk}:rotate-secret", {"keep_old_s": -1}).status_code == 422


def test_deliveries_show_every_attempt(
    admin: ApiClient, subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver
) -> None:
    receiver.reply = replying(404, b"no such hook")
    send_due()

    listed: Any = admin.get(f"{URL}/{subscription.pk}/deliveries?state=failed")
    (row,) = listed.json()["items"]
    assert (row["id"], row["state"], row["payload"]["type"]) == (str(delivery.pk), "failed", delivery.event_type)
    (attempt,) = row["attempts"]
    assert (attempt["status"], attempt["answer"], attempt["error"]) == (404, "no such hook", "status")
    assert admin.get(f"{URL}/{subscription.pk}/deliveries?state=queued").json()["items"] == []
    assert admin.get(f"{URL}/{subscription.pk}/deliveries?event_type=job.closed").json()["items"] == []


def test_deliveries_are_read_with_a_constant_number_of_queries(
    admin: ApiClient, subscription: WebhookSubscription, application: Application
) -> None:
    counts = []
    admin.get(URL)  # what is read once for all requests
    for more in (1, 2):
        with employer_scope(subscription.employer_id):
            for _ in range(more):
                webhooks.delivery(webhooks.changed(application), subscription, answer="no")
        with CaptureQueriesContext(connection) as seen:
            answer: Any = admin.get(f"{URL}/{subscription.pk}/deliveries")
        counts.append(len(seen))
    assert len(answer.json()["items"]) == 3
    assert counts[0] == counts[1]


def test_subscriptions_are_read_with_a_constant_number_of_queries(
    admin: ApiClient, subscription: WebhookSubscription
) -> None:
    counts = []
    admin.get(URL)  # what is read once for all requests
    for more in (0, 2):
        with employer_scope(subscription.employer_id):
            for _ in range(more):
                webhooks.subscription()
        with CaptureQueriesContext(connection) as seen:
            assert len(admin.get(URL).json()["items"]) == 1 + more
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_delivery_is_sent_again_under_the_same_id(
    admin: ApiClient, subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver
) -> None:
    receiver.reply = replying(404)
    send_due()
    receiver.reply = replying(200)
    again: Any = admin.post(f"/v1/webhooks/deliveries/{delivery.pk}:redeliver")
    send_due()

    assert (again.status_code, again.json()["state"]) == (202, "queued")
    assert receiver.ids == [str(delivery.event_id)] * 2
    listed: Any = admin.get(f"{URL}/{subscription.pk}/deliveries")
    assert [(row["state"], len(row["attempts"])) for row in listed.json()["items"]] == [("delivered", 2)]


def test_delivery_under_way_is_not_sent_again(admin: ApiClient, delivery: WebhookDelivery) -> None:
    with employer_scope(delivery.employer_id):
        WebhookDelivery.objects.update(state=DeliveryState.SENDING, claimed_at=timezone.now())

    refused: Any = admin.post(f"/v1/webhooks/deliveries/{delivery.pk}:redeliver")
    assert (refused.status_code, refused.json()["code"]) == (409, "delivery_in_progress")


def replay(admin: ApiClient, subscription: WebhookSubscription, **body: Any) -> Any:
    return admin.post(f"{URL}/{subscription.pk}:replay", {"from": "2020-01-01T00:00:00Z"} | body)


def test_replay_sends_what_was_missed(
    admin: ApiClient, subscription: WebhookSubscription, entry: AuditLog, application: Application, receiver: Receiver
) -> None:
    """One event never became a delivery, one was given up, one arrived."""
    with employer_scope(subscription.employer_id):
        arrived, lost = webhooks.changed(application), webhooks.changed(application)
        webhooks.delivery(arrived, subscription, state=DeliveryState.DELIVERED, next_attempt_at=None)
        webhooks.delivery(lost, subscription, state=DeliveryState.FAILED, next_attempt_at=None)
    replayed = replay(admin, subscription)
    send_due()

    assert (replayed.status_code, replayed.json()) == (202, {"queued": 2})
    assert sorted(receiver.ids) == sorted([str(entry.pk), str(lost.pk)])
    assert replay(admin, subscription).json() == {"queued": 0}


@pytest.mark.parametrize(
    ("body", "queued"),
    [
        ({"state": "failed"}, 0),
        ({"event_types": ["job.closed"]}, 0),
        ({"event_types": ["application.status.changed"]}, 1),
        ({"to": "2020-01-02T00:00:00Z"}, 0),
    ],
)
def test_replay_keeps_to_what_was_asked_for(
    admin: ApiClient, subscription: WebhookSubscription, entry: AuditLog, body: dict[str, Any], queued: int
) -> None:
    assert replay(admin, subscription, **body).json() == {"queued": queued}


def test_replay_is_bounded(
    admin: ApiClient, subscription: WebhookSubscription, entry: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.deliveries, "MAX_REPLAYED", 0)

    assert replay(admin, subscription).json()["code"] == "replay_too_large"


@pytest.mark.parametrize(("body", "status"), [({"to": "2019-01-01T00:00:00Z"}, 422), ({"from": "yesterday"}, 422)])
def test_replay_with_unusable_times_is_refused(
    admin: ApiClient, subscription: WebhookSubscription, body: dict[str, Any], status: int
) -> None:
    assert replay(admin, subscription, **body).status_code == status


def test_nothing_is_sent_again_while_it_is_off(
    admin: ApiClient, subscription: WebhookSubscription, delivery: WebhookDelivery
) -> None:
    admin.patch(f"{URL}/{subscription.pk}", {"enabled": False})

    answers: list[Any] = [
        replay(admin, subscription),
        admin.post(f"/v1/webhooks/deliveries/{delivery.pk}:redeliver"),
    ]
    assert [one.json()["code"] for one in answers] == ["webhook_disabled"] * 2


def test_key_of_the_module_may_and_another_may_not(api: ApiClient, employer: Employer, body: dict[str, Any]) -> None:
    from employers.services.api_keys import issue_api_key

    with employer_scope(employer.pk):
        keys = [
            issue_api_key(name="k", scopes=[scope], role="employer_admin").secret
            for scope in ("webhooks:write", "webhooks:read", "jobs:write")
        ]
    answers = [api.post(URL, body, headers={"Authorization": f"Bearer {key}"}).status_code for key in keys]

    assert answers == [201, 403, 403]
