from __future__ import annotations
import io, zipfile, struct, uuid
from typing import Any
import pytest
from django.test import Client
from django.urls import reverse
from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer, User, ApiKey
from hiretrack.notifications.models import Mailing
from hiretrack.tenancy import employer_scope, all_tenants
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.applicants import ApplicantFactory
from tests.factories.uploads import UploadFactory, arrived, pdf
from tests.factories.two_factor import with_phone
from tests.fixtures import user_with
from tests.tenancy.neighbours import signed_in, furnish, pages_of, addresses, lists

pytestmark = pytest.mark.django_db
LIST = "/admin/applications/application/"

def test_known_and_hidden_same_cv(employer: Employer) -> None:
    with employer_scope(employer.pk):
        cv = UploadFactory()
        person = ApplicantFactory()
        plain = ApplicationFactory(job=published_job(title="Plain"), applicant=person, cv=cv)
        fair = ApplicationFactory(job=published_job(title="Fair", fair_review=True), applicant=person, cv=cv)
        fair.refresh_from_db(); plain.refresh_from_db(); person.refresh_from_db()
        print("hidden", fair.identity_hidden, plain.identity_hidden, person.identity_hidden)
    c = signed_in("recruiter", employer)
    r = c.get(f"{LIST}{plain.pk}/change/")
    print("plain page", r.status_code)
    r = c.get(f"/admin/applicants/applicant/{person.pk}/change/")
    print("person page", r.status_code)
    r = c.get(f"/admin/applicants/applicant/{person.pk}/cv/")
    print("cv", r.status_code)
    r = c.get(f"{LIST}{fair.pk}/change/")
    print("fair page", r.status_code, person.name in r.content.decode(), person.email in r.content.decode())

def test_nul(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
    c = signed_in("employer_admin", employer)
    N = "a\x00b"
    j = "application/json"
    tries = [
      ("/admin/applicants/savedsearch/save/", {"name": N, "address": "?q=a"}),
      ("/admin/applicants/savedsearch/save/", {"name": "x", "address": "?q=a%00b"}),
      ("/admin/applicants/savedsearch/save/", {"name": "x", "address": "?job=zz"}),
      ("/admin/applicants/tags/rename/", {"old": N, "new": N}),
      ("/admin/applicants/tags/rename/", {"old": "x", "new": N}),
      (f"/admin/applicants/applicant/{row.applicant_id}/tag/", {"add": N}),
      (f"/admin/applicants/applicant/{row.applicant_id}/erase/", {"confirm": N}),
      ("/admin/settings/mails/status_rejected/", {"subject": "x", "body": N + "{{ link }}", "enabled": "on"}),
      ("/admin/settings/mails/status_rejected/", {"subject": N, "body": "{{ link }}", "enabled": "on"}),
      ("/admin/settings/mails/status_rejected/test/", {"subject": "x", "body": N + "{{ link }}"}),
      ("/admin/settings/mails/status_rejected/preview/", {"subject": "x", "body": N + "{{ link }}"}),
      ("/admin/settings/api-keys/add/", {"name": N, "role": "viewer", "scopes": "jobs:read"}),
      ("/admin/settings/webhooks/add/", {"name": N, "target_url": "https://example.com/"+N, "event_types": "*"}),
      (f"{LIST}{row.pk}/notes/", {"body": N}),
      (f"{LIST}{row.pk}/summary/", {"notes": N}),
      (f"{LIST}{row.pk}/move/", {"status": "screening", "expected_status": "new", "zone": "../../etc/passwd\x00", "note": N}),
      (f"{LIST}bulk/mail/", {"ids": row.pk.hex, "subject": "x", "body": N}),
      (f"{LIST}bulk/tag/", {"ids": row.pk.hex, "add": N}),
      (f"{LIST}bulk/tag/", {"ids": N, "add": "x"}),
      (f"{LIST}bulk/move/", {"ids": row.pk.hex, "status": "screening", "delay": "morning", "zone": "../../../etc/passwd", "confirm": "x"}),
      ("/admin/account/name/", {"name": N}),
      (f"/admin/employers/employer/{employer.pk}/about/", {"text": N}),
      ("/admin/login/", {"username": N, "password": N}),
      ("/admin/search/?s=a", {}),
    ]
    for url, data in tries:
        r = c.post(url, data)
        print(r.status_code, url, {k: repr(v)[:20] for k,v in data.items()})
    for url in ["/admin/search/?s=%00", f"{LIST}?_changelist_filters=x", f"{LIST}{row.pk}/change/?_changelist_filters=applicant__name__startswith%3DA",
        f"{LIST}?submitted__name__startswith=A", f"{LIST}?cover_letter__startswith=A", f"{LIST}?answers__icontains=A", f"{LIST}?applicant__name__startswith=A",
        f"{LIST}?notes__startswith=A", f"{LIST}?cv__text__startswith=A", f"{LIST}?cv__filename__startswith=A", "/admin/employers/user/?two_factor__secret_sealed__startswith=A",
        "/admin/employers/user/?password__startswith=a", "/admin/uploads/upload/?text__startswith=A", "/admin/uploads/upload/?path__startswith=A","/admin/applicants/applicant/?name__startswith=A",
        "/admin/applicants/applicantmerge/?fields__name__before__startswith=A","/admin/applicants/applicantmerge/?merged__name__startswith=A", "/admin/shortlists/shortlistentry/?applicant__name__startswith=A",
        "/admin/applicants/duplicates/?p=zz","/admin/notifications/?before=zz", "/admin/settings/journal/?after=zz~zz", "/admin/settings/journal/?actor=zz&id=zz&until=zz"]:
        r = c.get(url); print(r.status_code, r.get("Location"), url)

def test_mailing_replay(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
    c = signed_in("recruiter", employer)
    p = c.post(f"{LIST}bulk/mail/", {"ids": row.pk.hex, "subject": "x", "body": "hello"})
    token = p.context["plan"].token
    for _ in range(2):
        r = c.post(f"{LIST}bulk/mail/", {"ids": row.pk.hex, "subject": "x", "body": "hello", "confirm": token})
        print(r.status_code, r.get("Location"))
    with employer_scope(employer.pk):
        print("mailings", Mailing.objects.count())

def test_own_two_factor_reset(employer: Employer, api: Any) -> None:
    user = user_with("employer_admin", employer)
    with_phone(user)
    c = Client(); c.force_login(user)
    r = c.post(f"/admin/employers/user/{user.pk}/reset-two-factor/")
    user = User.objects.get(pk=user.pk)
    print(r.status_code, "still on:", user.has_two_factor)

def test_platform(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
    c = signed_in("platform", None)
    for url, data in [
      ("/admin/settings/api-keys/add/", {"name": "x", "role": "viewer", "scopes": "jobs:read"}),
      ("/admin/settings/webhooks/add/", {"name": "x", "target_url": "https://example.com/", "event_types": "*"}),
      ("/admin/settings/mails/status_rejected/", {"subject": "x", "body": "{{ link }}"}),
      ("/admin/settings/mails/status_rejected/test/", {"subject": "x", "body": "{{ link }}"}),
      ("/admin/applicants/savedsearch/save/", {"name": "x", "address": "?q=a"}),
      ("/admin/applicants/tags/rename/", {"old": "x", "new": "y"}),
      ("/admin/applicants/duplicates/look/", {}),
      (f"{LIST}bulk/mail/", {"ids": row.pk.hex, "subject": "x", "body": "y", "confirm": ""}),
      (f"{LIST}bulk/tag/", {"ids": row.pk.hex, "add": "y", "confirm": ""}),
      (f"{LIST}bulk/shortlist/", {"ids": row.pk.hex, "confirm": ""}),
      (f"{LIST}bulk/move/", {"ids": row.pk.hex, "status": "screening", "delay": "hour", "confirm": ""}),
      (f"{LIST}{row.pk}/notes/", {"body": "x"}),
      (f"{LIST}{row.pk}/shortlist/", {"on": "yes"}),
      ("/admin/applicants/applicant/export/", {"format": "csv", "columns": "name"}),
      ("/admin/applicants/applicant/import/", {}),
      ("/admin/employers/employer/export/", {}),
    ]:
        r = c.post(url, data); print(r.status_code, r.get("Location"), url)

def test_cache_headers(employer: Employer) -> None:
    rows = furnish(employer, "plainword")
    c = signed_in("employer_admin", employer)
    plain = [f"/admin/{path}" for path, _ in addresses() if "<" not in path and "(" not in path and "log" not in path]
    for p in [*pages_of(rows), *plain]:
        r = c.get(p)
        cc = r.get("Cache-Control", "")
        if r.status_code not in (301, 404, 405, 403) and "no-store" not in cc:
            print(r.status_code, p, cc, r.get("Location"))
        if r.status_code >= 500: print("500", p)

def test_csp_preview(employer: Employer, bucket: Any) -> None:
    with employer_scope(employer.pk):
        cv = arrived(UploadFactory(), pdf("Ada")); cv.scan_status="clean"; cv.save()
        row = ApplicationFactory(cv=cv)
    r = signed_in("viewer", employer).get(f"{LIST}{row.pk}/preview/cv/")
    print(r.status_code, dict(r.headers))
    other = Employer.objects.create(name="o", slug="o")
    print(signed_in("viewer", other).get(f"{LIST}{row.pk}/preview/cv/").status_code)

def test_zip_entries(employer: Employer) -> None:
    import resource, time
    from hiretrack.uploads.importing.spreadsheets import is_workbook
    # a central directory of very many entries
    n = 600_000
    local = b"PK\x03\x04" + b"\0"*26
    cd = b"".join(struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20,20,0,0,0,0,0,0,0,4,0,0,0,0,0,0) + b"%04x" % (i & 0xffff) for i in range(n))
    eocd = struct.pack("<4s4H2LH", b"PK\x05\x06", 0,0,0xffff,0xffff,len(cd),len(local),0)
    blob = local + cd + eocd
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    t=time.time(); print(is_workbook(blob), len(blob)/1e6, "MB", time.time()-t, "s", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss-before)/1024, "MB more")
