"""Every type of page that candidates meet, in every state that has markup of its own: `name → HTML`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from django.http import HttpResponse
from django.test import Client, override_settings

from applicants.models import Education, JobAlert, TrackedApplication, WorkExperience
from applications.models import Application
from applications.services import move
from applications.tokens import status_token
from employers.models import Employer, Identity, User
from employers.tokens import email_verification_token, password_reset_token, sign_in_token
from hiretrack.notifications.unsubscribing import token_of
from hiretrack.tenancy import employer_scope, person_scope
from hiretrack.uploads.models import Upload
from jobs.models import Job
from jobs.services import close_job
from tests.factories.employers import PASSWORD, CandidateFactory
from tests.factories.feed import computed, profile
from tests.factories.two_factor import with_phone
from tests.openid_provider import OpenIDProvider
from tests.portal.conftest import Publish
from tests.portal.filling import ADA, ask, send
from tests.portal.signed_in import CV
from tests.portal.test_apply_review import ANSWERS, QUESTIONS, REVIEW
from tests.portal.test_portal_alerts import BODY as ALERT
from tests.portal.test_portal_applications import applied
from tests.portal.test_portal_notices import told
from tests.portal.test_portal_resume import put

RICH = """## Work

- a *list*
  1. in a list

| A | B |
|---|---|
| 1 | 2 |

> quoted <b>raw</b> [link](https://acme.example "Acme") `code`

    block
"""
PAY = {"salary_min": 60000, "salary_max": 80000, "salary_currency": "EUR", "salary_period": "year"}
STAGES = {"screening": ["screening"], "offer": ["screening", "interview", "offer"], "rejected": ["rejected"]}
Pages = Iterator[tuple[str, HttpResponse]]


def openings(employer: Employer, other: Employer, publish: Publish) -> tuple[Job, Job]:
    """Enough for a second page; one with everything that a job can have, and one that is closed."""
    Employer.objects.filter(pk=employer.pk).update(website="https://acme.example", about_md=RICH)
    for number in range(27):
        publish(other, title=f"R&D <Lead> “{number}”", department="A & B", remote=True)
    publish(employer, title="Donaudampfschifffahrtsgesellschaftskapitän", **PAY)
    closed = publish(employer, title="Filled")
    with employer_scope(employer.pk):
        close_job(job_id=closed.pk)
    job = publish(employer, description_md=RICH, tags=["a&b"], questions=QUESTIONS, languages=["de"], **PAY)
    return job, closed


def public_pages(client: Client, job: Job, closed: Job) -> Pages:
    fixed = {
        "start": "/?sort=oldest", "search": "/?q=lead&department=A+%26+B&remote=true", "nothing": "/?q=nothing",
        "careers": "/e/acme/", "job": f"/jobs/{job.pk}", "closed": f"/jobs/{closed.pk}",
        "closed-apply": f"/jobs/{closed.pk}/apply/", "apply": f"/jobs/{job.pk}/apply/", "embed": "/embed/acme/",
        "embed-wrong": "/embed/acme/?colour=red", "missing": "/nothing-here", "bad-link": "/status/forged/",
        "deleted": "/status/deleted/",
    }  # fmt: skip
    for name, address in fixed.items():
        yield name, client.get(address, follow=True)
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": client.defaults["HTTP_ACCEPT_LANGUAGE"]})
    yield "expired-form", strict.post("/account/sign-in/", {})
    yield "apply-expired", strict.post(f"/jobs/{job.pk}/apply/", {}, headers={"sec-fetch-site": "same-origin"})


def applying_pages(client: Client, job: Job) -> Pages:
    yield "apply-errors", send(client, job, REVIEW | {"q_years": "many", "email": "ada"})
    yield "apply-review", send(client, job, ADA | ANSWERS | REVIEW)
    sent = send(client, job, ADA | ANSWERS)
    yield "thank-you", client.get(sent["Location"])
    with employer_scope(job.employer_id):
        application = Application.objects.select_related("applicant").get(job=job)
    yield from status_pages(client, f"/status/{status_token(application, to=ADA['email'])}/", sent["Location"])


def status_pages(client: Client, mailed: str, thanks: str) -> Pages:
    yield "status", client.get(mailed)
    receipt = re.search(r'href="(/status/[^"]+)"', client.get(thanks).content.decode())
    assert receipt
    yield "status-by-receipt", client.get(receipt[1])
    for part in ("withdraw", "document", "delete"):
        yield f"status-{part}", client.get(f"{mailed}{part}/")
    yield "status-document-errors", client.post(f"{mailed}document/", {})
    yield "status-delete-errors", client.post(f"{mailed}delete/", {})


def stage_pages(client: Client, employer: Employer) -> Pages:
    """The status page in several stages."""
    for name, way in STAGES.items():
        row = applied(employer, CandidateFactory())
        with employer_scope(employer.pk):
            for status in way:
                move(application_id=row.pk, status=status)
            token = status_token(Application.objects.select_related("applicant").get(pk=row.pk), to="a@example.com")
        yield f"status-{name}", client.get(f"/status/{token}/")


def door_pages(client: Client) -> Pages:
    for name in ("sign-in", "sign-up", "forgot", "sign-in/link"):
        address = f"/account/{name}/"
        yield name.replace("/", "-"), client.get(address)
        yield f"{name.replace('/', '-')}-errors", client.post(address, {"email": "no address"})
    yield "mail-sent", ask(client, "/account/forgot/", {"email": "nobody@example.com"})
    yield "link-sent", ask(client, "/account/sign-in/link/", {"email": "nobody@example.com"})
    for kind in ("verify", "password", "sign-in/link"):
        yield f"refused-{kind.replace('/', '-')}", client.get(f"/account/{kind}/forged/")
    yield "alert-refused", client.get("/alerts/end/forged/")


def link_pages(client: Client) -> Pages:
    """What the links in mails lead to."""
    user: User = CandidateFactory()
    unproven: User = CandidateFactory(email_verified_at=None)
    yield "verify", client.get(f"/account/verify/{email_verification_token(unproven)}/")
    yield "new-password", client.get(f"/account/password/{password_reset_token(user)}/")
    yield "by-link", client.get(f"/account/sign-in/link/{sign_in_token(user)}/")
    new = dict.fromkeys(("password", "again"), "an entirely new one")
    yield "password-changed", client.post(f"/account/password/{password_reset_token(user)}/", new)
    with_phone(guarded := CandidateFactory())
    client.post("/account/sign-in/", {"email": guarded.email, "password": PASSWORD})
    yield "code", client.get("/account/sign-in/code/")
    yield "code-errors", client.post("/account/sign-in/code/", {"code": "1"})


def unsubscribe_pages(client: Client, user: User) -> Pages:
    with person_scope(user.pk):
        token = token_of(JobAlert.objects.earliest("created_at"))
    yield "unsubscribe", client.get(f"/alerts/end/{token}/")
    yield "unsubscribed", client.post(f"/alerts/end/{token}/")


EMPTY = ("matches", "applications", "saved", "alerts", "notifications", "tracker", "tracker/board", "tracker/numbers",
         "profile")  # fmt: skip
OWN = (*EMPTY, "profile/about", "profile/voluntary", "profile/experience/add", "profile/education/add", "alerts/add",
       "notifications/choices", "tracker/add", "tracker/elsewhere", "settings", "settings/password",
       "settings/two-factor", "settings/erase")  # fmt: skip


def named(address: str) -> str:
    return f"own-{address.replace('/', '-')}"


def empty_pages(me: Client) -> Pages:
    for address in EMPTY:
        yield f"{named(address)}-empty", me.get(f"/account/{address}/")


def settle(me: Client, user: User, employer: Employer, job: Job) -> list[str]:
    """A candidate who uses everything; the addresses of single rows."""
    row = applied(employer, user, status="screening")
    told(employer, user)
    profile(user, positions=("Analyst",))
    computed()
    me.post(f"/account/saved/{job.pk}/")
    me.post("/account/alerts/add/", ALERT)
    with person_scope(user.pk):
        tracked = [TrackedApplication.objects.create(company=f"Firm {n}", title="Engineer") for n in range(3)]
        entries = [WorkExperience.objects.earliest("id"), Education.objects.create(institution="London")]
        alert = JobAlert.objects.get()
    return [
        f"applications/{row.pk}", f"tracker/{tracked[0].pk}", f"alerts/{alert.pk}", f"saved/{job.pk}",
        f"profile/experience/{entries[0].pk}", f"profile/education/{entries[1].pk}",
    ]  # fmt: skip


def own_pages(me: Client, rows: list[str]) -> Pages:
    for address in (*OWN, *rows):
        yield named(re.sub(r"/[0-9a-f-]{36}", "-one", address)), me.get(f"/account/{address}/")
    for address in ("profile/about", "profile/experience/add", "tracker/add", "settings/password", "settings/erase"):
        yield f"{named(address)}-errors", me.post(f"/account/{address}/", {"start_date": "never"})
    yield "own-two-factor-begun", me.post("/account/settings/two-factor/", {"step": "begin"})


def elsewhere_pages(client: Client, me: Client, user: User) -> Pages:
    """Signing in with an account elsewhere."""
    provider = OpenIDProvider()
    with override_settings(
        SIGN_IN_PROVIDERS=[provider.settings(), provider.settings("other", issuer="https://o.example")]
    ):
        yield "sign-in-with-providers", client.get("/account/sign-in/")
        yield "leaving", client.post("/account/sign-in/with/acme/")
        yield "elsewhere-failed", client.get("/account/sign-in/with/acme/back/?state=x")
        identity = Identity.objects.create(
            user=user, provider="acme", issuer=provider.url, subject="ada", email="a@b.example"
        )
        for name in ("settings", "settings/connected/other/add", f"settings/connected/{identity.pk}/remove"):
            yield f"connected-{named(name)}", me.get(f"/account/{name}/")
    provider.stop()


def resume_pages(me: Client, user: User) -> Pages:
    put(me)
    yield "own-resume-waiting", me.get("/account/profile/resume/review/")
    with person_scope(user.pk):
        Upload.objects.update(scan_status="clean", text=CV)
    yield "own-resume-review", me.get("/account/profile/resume/review/")
    yield "own-profile-with-file", me.get("/account/profile/")


def speaking(language: str, user: User | None = None) -> Client:
    client = Client(headers={"accept-language": language})
    if user is not None:
        client.force_login(user)
    return client


def every_page(employer: Employer, other: Employer, publish: Publish, language: str = "en") -> dict[str, bytes]:
    """Each page's HTML, in `language`. Fails where a page is none: an address that leads elsewhere, say."""
    user: User = CandidateFactory(name="Ada Lovelace")
    client, me, new = (speaking(language, one) for one in (None, user, CandidateFactory()))
    job, closed = openings(employer, other, publish)
    rows = settle(me, user, employer, job)
    found = dict(chain(
        public_pages(client, job, closed), applying_pages(client, job), stage_pages(client, employer),
        door_pages(client), link_pages(client), empty_pages(new), own_pages(me, rows), resume_pages(me, user),
        unsubscribe_pages(client, user), elsewhere_pages(client, me, user),
    ))  # fmt: skip
    wrong = {name: page.status_code for name, page in found.items() if not page.content.startswith(b"<!doctype html>")}
    assert not wrong, wrong
    return {name: page.content for name, page in found.items()}
