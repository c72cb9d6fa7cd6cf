from __future__ import annotations

import pytest

from applicants.dependents import dependent
from applicants.models import Applicant
from applications.models import Application
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from tests.factories.applications import ApplicationFactory
from webhooks.models import DeliveryAttempt, WebhookSubscription

pytestmark = pytest.mark.django_db


def answers() -> list[str]:
    return sorted(DeliveryAttempt.objects.values_list("answer", flat=True))


def test_erasure_blanks_the_answers_about_the_person_alone(
    subscription: WebhookSubscription, application: Application
) -> None:
    with employer_scope(subscription.employer_id):
        webhooks.delivery(webhooks.changed(application), subscription, answer="Hello Ada")
        webhooks.delivery(webhooks.changed(ApplicationFactory()), subscription, answer="Hello Grace")
        assert dependent("webhooks.deliveries").erase(applicant=application.applicant) == []

        assert answers() == ["", "Hello Grace"]


def test_erasure_reaches_who_was_merged_into_the_person(
    subscription: WebhookSubscription, application: Application
) -> None:
    with employer_scope(subscription.employer_id):
        webhooks.delivery(webhooks.changed(application), subscription, answer="Hello Ada")
        survivor = Applicant.objects.create(name="Ada", email="ada@example.com")
        Applicant.objects.filter(pk=application.applicant_id).update(merged_into=survivor)
        dependent("webhooks.deliveries").erase(applicant=survivor)

        assert answers() == [""]


def test_merging_needs_nothing(application: Application) -> None:
    hook = dependent("webhooks.deliveries")
    with employer_scope(application.employer_id):
        moved = hook.merge(survivor=application.applicant, merged=application.applicant)
        hook.unmerge(survivor=application.applicant, merged=application.applicant, moved=moved)

    assert (moved, hook.export(applicant=application.applicant)) == (None, {})
