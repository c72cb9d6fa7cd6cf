"""One person with everything that HireTrack can hold of them, and a search for what is left."""

from __future__ import annotations

import subprocess
import uuid
from dataclasses import dataclass
from typing import Any

import boto3
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from applicants.merging import merge_applicants
from applicants.models import Applicant, TrackedApplication
from applicants.models.profiles import EqualOpportunityAnswers, Profile
from applications.models import Application, ApplicationStage
from applications.services import move
from employers.models import Employer, RefreshToken, User
from employers.sealing import seal
from employers.tokens import issue_pair
from hiretrack.audit.services import record
from hiretrack.background.models import DeadLetter
from hiretrack.background.services import fail, finish, start_run
from hiretrack.context import PUBLIC, Actor, ActorKind, acting_as
from hiretrack.embedded.binaries import postgres_bin
from hiretrack.notifications.models import Message
from hiretrack.tenancy import employer_scope, person_scope
from hiretrack.uploads import storage
from hiretrack.uploads.models import Upload
from tests.databases import owner
from tests.factories import shortlists, webhooks
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.bulk_moves import carried_out, moving
from tests.factories.uploads import UploadFactory, pdf
from tests.fixtures import user_with

NAME, TWIN, FIRST = "Zenobia Quartermaine", "Z. Quartermaine", "Zen Quartermaine"
EMAIL, OTHER_EMAIL, FIRST_EMAIL = "zenobia@quarter.test", "zq@ohm.test", "zen@volt.test"
PHONE, OTHER_PHONE, FIRST_PHONE = "+4930901827", "+4930901828", "+4930901829"
TRACES = ("quartermaine", "zenobia", "zq@ohm", "zen@volt", "30901827", "30901828", "30901829")
"""Every text about the person holds one of them, in some case; one is enough to know them again."""
SAID = f"Says {NAME} ({EMAIL}, {PHONE})"


@dataclass(frozen=True)
class Made:
    survivor: Applicant
    duplicate: Applicant
    applications: list[Application]
    recruiter: User


def account() -> User:
    """The portal account, with profile, tracker, tokens and a file of its own."""
    user = user_with("applicant", None)
    User.objects.filter(pk=user.pk).update(name=NAME, email=EMAIL, email_verified_at="2026-01-01T00:00:00Z")
    user.refresh_from_db()
    issue_pair(user)
    with person_scope(user.pk):
        resume = UploadFactory(
            employer_id=None, uploaded_by=user, filename=f"{NAME}.pdf", path=f"me/{NAME}.pdf", text=SAID
        )
        storage.write(resume.path, pdf(SAID), content_type="application/pdf")
        Profile.objects.create(headline=SAID, phone=PHONE, resume=resume)
        EqualOpportunityAnswers.objects.create(gender=SAID)
        TrackedApplication.objects.create(company=SAID, title="x", notes=SAID)
    record("user.registered", entity=user)
    return user


def at(employer: Employer, user: User | None) -> Made:
    """Three records of the person at `employer`, merged one after the other, with all that can hang on them."""
    with employer_scope(employer.pk):
        recruiter = user_with("recruiter", employer)
        survivor = known(NAME, EMAIL, PHONE, user)
        duplicate = known(TWIN, OTHER_EMAIL, OTHER_PHONE, None)
        first = known(FIRST, FIRST_EMAIL, FIRST_PHONE, None)
        job, second = published_job(), published_job()
        made = [applied(survivor, job), applied(duplicate, job), applied(duplicate, second), applied(first, second)]
        shortlists.shortlisted(job, survivor, duplicate, first, notes=SAID)
        shortlists.compared(job, survivor, duplicate, first, html=SAID)
        for one in (made[0], made[3]):
            told(one, recruiter, user)
        merge_applicants(survivor_id=duplicate.pk, duplicate_id=first.pk, fields={"cv": "duplicate"})
        merge_applicants(survivor_id=survivor.pk, duplicate_id=duplicate.pk, fields={"email": "survivor"})
        reported(employer, recruiter)
        carried_out(moving([made[3].pk], rejection_reason=SAID, note=SAID))
        moving([ApplicationFactory().pk], status="rejected", note=SAID)
    return Made(survivor, duplicate, made, recruiter)


def known(name: str, email: str, phone: str, user: User | None) -> Applicant:
    made: Applicant = ApplicantFactory(
        name=name, email=email, phone=phone, user=user, headline=SAID, location=SAID, cv=stored(), cv_text=SAID,
        links=[{"label": name, "url": f"https://{email}"}], skills=[name], tags=[name],
        consent={"policy_version": email},
    )  # fmt: skip
    return made


def stored() -> Upload:
    """A scanned CV, its object in the store."""
    row: Upload = UploadFactory(
        filename=f"{NAME}.pdf", path=f"{uuid.uuid4()}/{NAME}.pdf", text=SAID, claimed_at="2026-01-01T00:00:00Z"
    )
    for path in (row.path, row.incoming_path):
        storage.write(path, pdf(SAID), content_type="application/pdf")
    return row


def applied(applicant: Applicant, job: Any) -> Application:
    row: Application = ApplicationFactory(
        applicant=applicant, job=job, cover_letter=SAID, notes=SAID, referrer=f"https://{EMAIL}", cv=stored(),
        cover_letter_file=stored(), answers=[{"question": "Who?", "answer": SAID}], rejection_reason=SAID,
        submitted={"name": applicant.name, "email": applicant.email, "phone": applicant.phone},
    )  # fmt: skip
    ApplicationStage(application=row, status="new", note=SAID).save()
    return row


def told(application: Application, recruiter: User, user: User | None) -> None:
    """Mails, journal, the back office's log, and what a webhook's receiver answered."""
    with acting_as(Actor(ActorKind.USER, NAME, user.pk) if user else PUBLIC):
        entry = record("application.updated", entity=application)
    for state in ("queued", "sent", "failed"):
        Message.objects.create(
            employer_id=application.employer_id, kind=f"test_{state}", cause_id=entry.pk, entity_id=application.pk,
            recipient=EMAIL, state=state, content=seal(SAID), details={"to": EMAIL}, error=f"550 {EMAIL}",
        )  # fmt: skip
    LogEntry.objects.create(
        user=recruiter, content_type=ContentType.objects.get_for_model(Application), object_id=str(application.pk),
        object_repr=f"{NAME} – job", action_flag=CHANGE, change_message=f'[{{"changed": {{"object": "{NAME}"}}}}]',
    )  # fmt: skip
    webhooks.delivery(webhooks.changed(application), webhooks.subscription(), answer=SAID)
    move(application_id=application.pk, status="screening", note=SAID, notes=SAID)


def reported(employer: Employer, recruiter: User) -> None:
    """Work whose words name the person, though none should."""
    finish(start_run(kind="test", owner_id=recruiter.pk, message=SAID), result={"who": NAME})
    fail(start_run(kind="test", owner_id=recruiter.pk), code="test", detail=SAID)
    DeadLetter.objects.create(
        task="test", error_message=SAID, args=[EMAIL], headers={"hiretrack_employer": str(employer.pk)}
    )


def traces() -> list[str]:
    """Lines of a full dump of the database, and objects of the store, that still tell of the person."""
    program = postgres_bin(None) / "pg_dump"
    dump = subprocess.run([program, "--dbname", owner().url], capture_output=True, text=True, check=True).stdout
    assert "COPY public.applicants_applicant" in dump
    assert RefreshToken._meta.db_table in dump
    return [line[:300] for line in dump.lower().splitlines() if any(trace in line for trace in TRACES)] + objects()


def objects() -> list[str]:
    store = boto3.client(
        "s3", endpoint_url=settings.S3_ENDPOINT_URL, region_name=settings.S3_REGION,
        aws_access_key_id=settings.S3_ACCESS_KEY_ID, aws_secret_access_key=settings.S3_SECRET_ACCESS_KEY,
    )  # fmt: skip
    pages = store.get_paginator("list_objects_v2").paginate(Bucket=settings.S3_BUCKET)
    keys = [item["Key"] for page in pages for item in page.get("Contents", ())]
    bodies = {key: store.get_object(Bucket=settings.S3_BUCKET, Key=key)["Body"].read() for key in keys}
    return [key for key, body in bodies.items() if any(t in key.lower() or t.encode() in body.lower() for t in TRACES)]
