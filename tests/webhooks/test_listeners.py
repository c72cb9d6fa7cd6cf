from __future__ import annotations

import pytest

from applications.models import Application
from employers.models import Employer
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories import webhooks
from webhooks.listeners import queue_for_subscribers
from webhooks.models import WebhookDelivery, WebhookSubscription

pytestmark = pytest.mark.django_db


def queued() -> list[WebhookDelivery]:
    with all_tenants(reason="test"):
        return list(WebhookDelivery.objects.all())


def tell(entry: AuditLog) -> None:
    assert entry.employer_id is not None
    dispatch_entries([entry.pk], entry.employer_id)


def test_event_becomes_one_delivery_for_each_subscriber(subscription: WebhookSubscription, entry: AuditLog) -> None:
    with employer_scope(subscription.employer_id):
        late = webhooks.changed(Application.objects.get())
        webhooks.subscription("https://b.example/", "job.closed")
    tell(entry)
    tell(late)

    assert {(row.subscription_id, row.event_id) for row in queued()} == {
        (subscription.pk, entry.pk),
        (subscription.pk, late.pk),
    }


def test_entry_that_is_told_twice_makes_one_delivery(subscription: WebhookSubscription, entry: AuditLog) -> None:
    with employer_scope(subscription.employer_id):
        queue_for_subscribers(entry)
        queue_for_subscribers(entry)

    assert len(queued()) == 1


def test_subscription_hears_nothing_from_before_its_time(employer: Employer, application: Application) -> None:
    with employer_scope(employer.pk):
        entry = webhooks.changed(application)
        webhooks.subscription()
    tell(entry)

    assert queued() == []


@pytest.mark.parametrize("changes", [{"event_types": ["job.closed"]}, {"enabled": False}])
def test_unwanted_event_makes_no_delivery(
    subscription: WebhookSubscription, entry: AuditLog, changes: dict[str, object]
) -> None:
    off = {} if "enabled" not in changes else {"disabled_at": subscription.created_at}
    with employer_scope(subscription.employer_id):
        WebhookSubscription.objects.update(**changes, **off)
    tell(entry)

    assert queued() == []


def test_another_employers_event_is_not_heard(subscription: WebhookSubscription, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        theirs = record("job.closed", entity=other_employer, employer_id=other_employer.pk)
    tell(theirs)

    assert queued() == []


def test_other_entries_of_the_journal_are_no_events(subscription: WebhookSubscription) -> None:
    with employer_scope(subscription.employer_id):
        entry = record("webhook.updated", entity=subscription)
    tell(entry)

    assert queued() == []


@pytest.mark.parametrize(
    ("action", "metadata", "data"),
    [
        ("job.published", {"from_status": "draft"}, {"job_id", "status"}),
        ("job.closed", {"reason": "closed"}, {"job_id", "status"}),
        ("application.created", {"source": "recruiter"}, {"application_id", "job_id", "applicant_id", "status"}),
        ("applicant.created", {"name": "Ada"}, {"applicant_id"}),
        ("applicant.erased", {"email": "ada@example.com"}, {"applicant_id"}),
    ],
)
def test_each_event_tells_ids_and_statuses_alone(
    subscription: WebhookSubscription, application: Application, action: str, metadata: dict[str, str], data: set[str]
) -> None:
    with employer_scope(subscription.employer_id):
        tell(record(action, entity=application, **metadata))

    (row,) = queued()
    assert set(row.data) == data
    assert row.data.get("applicant_id") in {None, str(application.applicant_id), str(application.pk)}
