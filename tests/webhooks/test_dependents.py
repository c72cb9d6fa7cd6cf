from __future__ import annotations

import pytest

from applicants.dependents import dependent
from applicants.merging import merge_applicants, unmerge_applicant
from applicants.privacy import erase_applicant
from applications.models import Application
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.webhooks.receivers import Receiver, replying
from webhooks.delivery import send_due
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


def test_erasure_reaches_a_chain_of_merges(subscription: WebhookSubscription, application: Application) -> None:
    with employer_scope(subscription.employer_id):
        webhooks.delivery(webhooks.changed(application), subscription, answer="Hello Ada")
        middle, last = ApplicantFactory(), ApplicantFactory()
        merge_applicants(survivor_id=middle.pk, duplicate_id=application.applicant_id)
        merge_applicants(survivor_id=last.pk, duplicate_id=middle.pk)
        dependent("webhooks.deliveries").erase(applicant=last)

        assert answers() == [""]


def test_erasure_reaches_what_was_sent_while_two_were_one(
    subscription: WebhookSubscription, application: Application
) -> None:
    with employer_scope(subscription.employer_id):
        other = ApplicantFactory()
        merge_applicants(survivor_id=other.pk, duplicate_id=application.applicant_id)
        application.refresh_from_db()
        webhooks.delivery(webhooks.changed(application), subscription, answer="Hello Ada")
        unmerge_applicant(applicant_id=other.pk)
        application.refresh_from_db()
        erase_applicant(applicant_id=application.applicant_id)

        assert answers() == [""]


@pytest.mark.parametrize("parted", [False, True])
def test_answer_that_comes_after_the_erasure_is_not_written_down(
    subscription: WebhookSubscription, application: Application, receiver: Receiver, parted: bool
) -> None:
    receiver.reply = replying(500, b"Hello Ada")
    with employer_scope(subscription.employer_id):
        other = ApplicantFactory()
        if parted:
            merge_applicants(survivor_id=other.pk, duplicate_id=application.applicant_id)
            application.refresh_from_db()
        webhooks.delivery(webhooks.changed(application), subscription)
        if parted:
            unmerge_applicant(applicant_id=other.pk)
            application.refresh_from_db()
        erase_applicant(applicant_id=application.applicant_id)
    send_due()

    with employer_scope(subscription.employer_id):
        assert (len(receiver.got), answers()) == (1, [""])


def test_merging_needs_nothing(application: Application) -> None:
    hook = dependent("webhooks.deliveries")
    with employer_scope(application.employer_id):
        moved = hook.merge(survivor=application.applicant, merged=application.applicant)
        hook.unmerge(survivor=application.applicant, merged=application.applicant, moved=moved)

    assert (moved, hook.export(applicant=application.applicant)) == (None, {})
