from __future__ import annotations

import base64
import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from hiretrack.tenancy import employer_scope
from tests.webhooks.receivers import Received, Receiver
from webhooks import services
from webhooks.choices import DeliveryState
from webhooks.delivery import send_due
from webhooks.models import SubscriptionSecret, WebhookDelivery, WebhookSubscription
from webhooks.secrets import valid_secrets

pytestmark = pytest.mark.django_db
TOOLS = Path(settings.BASE_DIR) / "tests" / "contract_tools"
SCRIPT = Path(__file__).with_name("verify.mjs")


def secrets_of(subscription: WebhookSubscription) -> tuple[str, ...]:
    with employer_scope(subscription.employer_id):
        return valid_secrets([subscription.pk])[subscription.pk]


def rotate(subscription: WebhookSubscription, **given: Any) -> str:
    with employer_scope(subscription.employer_id):
        return services.rotate_secret(subscription_id=subscription.pk, **given).secret


def verifies(secret: str, got: Received) -> bool:
    try:
        return bool(Webhook(secret).verify(got.body, got.headers))
    except WebhookVerificationError:
        return False


def test_signature_verifies(subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver) -> None:
    (secret,) = secrets_of(subscription)
    send_due()

    (got,) = receiver.got
    assert verifies(secret, got)
    assert not verifies("whsec_" + base64.b64encode(b"x" * 32).decode(), got)


def test_old_and_new_secret_verify_during_rotation(
    subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver
) -> None:
    (old,) = secrets_of(subscription)
    new = rotate(subscription)
    send_due()

    (got,) = receiver.got
    assert len(got.headers["webhook-signature"].split(" ")) == 2
    assert verifies(old, got)
    assert verifies(new, got)


def test_old_secret_ends(subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver) -> None:
    (old,) = secrets_of(subscription)
    new = rotate(subscription, keep_old_s=0)
    send_due()

    assert (verifies(old, receiver.got[0]), verifies(new, receiver.got[0])) == (False, True)


def test_several_rotations_overlap_until_each_ends(subscription: WebhookSubscription) -> None:
    first = secrets_of(subscription)[0]
    second = rotate(subscription, keep_old_s=3600)
    third = rotate(subscription)

    assert secrets_of(subscription) == (third, second, first)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2), tick=False):
        assert secrets_of(subscription) == (third, second)


def test_secrets_are_sealed_at_rest(subscription: WebhookSubscription) -> None:
    (secret,) = secrets_of(subscription)

    with employer_scope(subscription.employer_id):
        assert secret.removeprefix("whsec_") not in SubscriptionSecret.objects.get().sealed


def test_secret_of_another_key_fails_the_attempt_and_no_other(
    subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver
) -> None:
    with employer_scope(subscription.employer_id):
        SubscriptionSecret.objects.update(sealed="broken")
    send_due()

    with employer_scope(subscription.employer_id):
        delivery.refresh_from_db()
        assert [one.error for one in delivery.tried.all()] == ["no_secret"]
    assert (delivery.state, receiver.got) == (DeliveryState.QUEUED, [])


@pytest.mark.integ
def test_javascript_library_verifies_during_rotation(
    subscription: WebhookSubscription, delivery: WebhookDelivery, receiver: Receiver
) -> None:
    node = shutil.which("node")
    if node is None or not (TOOLS / "node_modules" / "standardwebhooks").is_dir():
        pytest.skip("Needs node and `npm ci` in tests/contract_tools.")
    (old,) = secrets_of(subscription)
    new = rotate(subscription)
    send_due()

    (got,) = receiver.got
    asked = {"secrets": [old, new, "whsec_" + "A" * 43 + "="], "headers": got.headers, "body": got.body.decode()}
    said = subprocess.run(
        [node, str(SCRIPT)], input=json.dumps(asked), cwd=TOOLS, capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(said.stdout) == [True, True, False]
