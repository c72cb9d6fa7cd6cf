from __future__ import annotations

import base64
import datetime as dt
import hashlib
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid, NotFound, Unavailable
from hiretrack.tenancy import employer_scope
from hiretrack.uploads import services, storage
from hiretrack.uploads.choices import ContentType, ScanStatus, UploadKind, Verdict
from hiretrack.uploads.extraction import Unreadable
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services.scans import MAX_SCAN_ATTEMPTS
from tests.factories.uploads import EICAR, UploadFactory, arrived, pdf, put


def presigned(employer: Employer, content: bytes, **given: Any) -> services.Presigned:
    wanted = {
        "kind": UploadKind.CV,
        "filename": "Ada.pdf",
        "content_type": ContentType.PDF,
        "size": len(content),
        **given,
    }
    return services.presign(employer_id=employer.pk, **wanted)


def upload_of(made: services.Presigned) -> Upload:
    return Upload.objects.get(pk=made.upload_id)


def test_file_goes_through_the_store_to_a_verdict(scope: Employer) -> None:
    content = pdf("Bernoulli numbers")
    made = presigned(scope, content)

    assert put(made, content) == 204
    row = services.complete(upload=upload_of(made))
    services.scan(upload_id=row.pk, employer_id=scope.pk)

    row.refresh_from_db()
    assert (row.scan_status, row.sha256) == (ScanStatus.CLEAN, hashlib.sha256(content).hexdigest())
    assert "Bernoulli" in row.text
    assert set(AuditLog.objects.values_list("action", flat=True)) >= {"upload.completed", "upload.scanned"}


@pytest.mark.parametrize(
    ("sent", "changed"),
    [
        (pdf() + b" ", {}),
        (pdf()[:-1], {}),
        (pdf(), {"Content-Type": "text/html"}),
        (pdf(), {"key": "another/key.pdf"}),
    ],
    ids=["longer", "shorter", "other type", "other key"],
)
def test_store_itself_refuses_what_was_not_promised(scope: Employer, sent: bytes, changed: dict[str, str]) -> None:
    assert put(presigned(scope, pdf()), sent, **changed) in {400, 403}


def test_presign_names_everything_wrong_at_once(scope: Employer) -> None:
    with pytest.raises(Invalid) as refused:
        presigned(scope, b"", filename="cv.exe", size=11 * 1024 * 1024)

    assert {error.pointer for error in refused.value.errors} == {"/filename", "/size"}


def test_presign_makes_a_safe_key_and_keeps_the_name(scope: Employer) -> None:
    row = upload_of(presigned(scope, pdf(), filename="../../Käthe \u202e Müller?.PDF"))

    assert row.path == f"{scope.pk}/{row.pk}/Kathe-Muller.pdf"
    assert row.filename == "Käthe  Müller?.PDF"


def test_complete_without_file_says_so(scope: Employer) -> None:
    with pytest.raises(DomainError) as refused:
        services.complete(upload=upload_of(presigned(scope, pdf())))

    assert refused.value.code == "upload_missing"


def test_complete_refuses_another_type_than_announced(scope: Employer) -> None:
    program = b"MZ" + b"\x00" * 500
    made = presigned(scope, program)
    put(made, program)

    with pytest.raises(Invalid) as refused:
        services.complete(upload=upload_of(made))

    assert refused.value.errors[0].code == "content_mismatch"


def test_complete_refuses_another_checksum_than_announced(scope: Employer) -> None:
    made = presigned(scope, pdf(), sha256="0" * 64)
    put(made, pdf())

    with pytest.raises(Invalid) as refused:
        services.complete(upload=upload_of(made))

    assert refused.value.errors[0].code == "checksum_mismatch"


def test_file_put_again_after_the_check_is_never_served(scope: Employer) -> None:
    good, bad = pdf("AAAA"), pdf("BBBB")
    made = presigned(scope, good)
    put(made, good)
    row = services.complete(upload=upload_of(made))

    assert put(made, bad) == 204

    assert storage.read(row.path, at_most=row.size) == good


def test_complete_again_changes_nothing(scope: Employer) -> None:
    made = presigned(scope, pdf())
    put(made, pdf())
    first = services.complete(upload=upload_of(made))

    assert services.complete(upload=first).completed_at == first.completed_at
    assert AuditLog.objects.filter(action="upload.completed").count() == 1


def test_infected_file_is_never_served(scope: Employer) -> None:
    row = arrived(UploadFactory(content_type=ContentType.TXT), EICAR)

    services.scan(upload_id=row.pk, employer_id=scope.pk)

    row.refresh_from_db()
    assert row.scan_status == ScanStatus.INFECTED
    with pytest.raises(NotFound):
        services.download_url(row)


@pytest.mark.parametrize("status", [ScanStatus.PENDING, ScanStatus.INFECTED, ScanStatus.ERROR])
def test_only_clean_files_have_an_address(scope: Employer, status: ScanStatus) -> None:
    row = UploadFactory(scan_status=status)

    for read in (services.download_url, services.drawing):
        with pytest.raises(NotFound):
            read(row)


def test_address_attaches_the_file(scope: Employer) -> None:
    import requests

    row = arrived(UploadFactory(filename="Käthe.pdf"), pdf())
    row.scan_status = ScanStatus.CLEAN

    download = requests.get(services.download_url(row))

    assert download.headers["Content-Disposition"] == "attachment; filename*=UTF-8''K%C3%A4the.pdf"
    assert download.content == pdf()


def test_pdf_is_drawn_page_by_page_with_the_places_of_its_words(scope: Employer) -> None:
    row = arrived(UploadFactory(), pdf("Bernoulli numbers"))
    row.scan_status = ScanStatus.CLEAN

    drawing = services.drawing(row)

    (page,) = drawing.pages
    assert (drawing.count, page.width) == (1, 1200)
    assert base64.b64decode(page.png).startswith(b"\x89PNG")
    assert [words for *_, words in page.lines] == ["Bernoulli numbers"]


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", pdf()[:400]])
def test_damaged_pdf_is_not_drawn(scope: Employer, content: bytes) -> None:
    row = arrived(UploadFactory(), content)
    row.scan_status = ScanStatus.CLEAN

    with pytest.raises(Unreadable):
        services.drawing(row)


def test_verdict_is_final(scope: Employer) -> None:
    row = UploadFactory(scan_status=ScanStatus.INFECTED)

    assert services.conclude(upload_id=row.pk, verdict=Verdict(ScanStatus.CLEAN)) is None


def test_file_that_ends_the_scanner_is_given_up(scope: Employer) -> None:
    row = arrived(UploadFactory(scan_attempts=MAX_SCAN_ATTEMPTS), pdf())

    assert services.scan(upload_id=row.pk, employer_id=scope.pk) is ScanStatus.ERROR


def test_absent_store_is_a_clear_problem_and_no_verdict(scope: Employer, settings: Any) -> None:
    row = arrived(UploadFactory(), pdf())
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"

    with pytest.raises(Unavailable) as refused:
        services.scan(upload_id=row.pk, employer_id=scope.pk)

    row.refresh_from_db()
    assert refused.value.code == "storage_unavailable"
    assert (row.scan_status, row.scan_attempts) == (ScanStatus.PENDING, 0)


def test_store_keeps_a_file_without_the_browser(scope: Employer) -> None:
    row = services.store(
        employer_id=scope.pk, kind=UploadKind.CV, filename="a.pdf", content=pdf(), content_type=ContentType.PDF
    )

    assert storage.read(row.path, at_most=row.size) == pdf()
    assert row.completed_at is not None


def test_claim_takes_an_upload_once(scope: Employer) -> None:
    row = UploadFactory()

    assert services.claim(upload_ids=[row.pk]) == {row.pk: row.text}
    with pytest.raises(Invalid):
        services.claim(upload_ids=[row.pk])


@pytest.mark.parametrize("state", [{"completed_at": None}, {"scan_status": ScanStatus.INFECTED}])
def test_claim_refuses_unfinished_and_dangerous_ones(scope: Employer, state: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        services.claim(upload_ids=[UploadFactory(**state).pk])


def test_claim_never_takes_another_employers(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = UploadFactory()

    with employer_scope(employer.pk), pytest.raises(Invalid):
        services.claim(upload_ids=[foreign.pk])


def test_sweep_deletes_what_nobody_took(employer: Employer) -> None:
    with employer_scope(employer.pk):
        long_ago = timezone.now() - dt.timedelta(days=3)
        left = arrived(UploadFactory(created_at=long_ago), pdf())
        kept = [UploadFactory(created_at=long_ago, claimed_at=long_ago), UploadFactory()]

    assert services.sweep_leftovers() == 1

    with employer_scope(employer.pk):
        assert set(Upload.objects.all()) == set(kept)
    with pytest.raises(storage.ObjectMissing):
        storage.size_of(left.path)


@pytest.mark.django_db
def test_home_of_tells_only_a_visitors_unclaimed_upload(employer: Employer) -> None:
    from hiretrack.uploads.queries import home_of
    from tests.fixtures import user_with

    with employer_scope(employer.pk):
        open_one = UploadFactory()
        taken = UploadFactory(claimed_at=timezone.now())
        owned = UploadFactory(uploaded_by=user_with("recruiter", employer))

    assert home_of(open_one.pk) == employer.pk
    assert home_of(taken.pk) is None
    assert home_of(owned.pk) is None


def test_raw_sql_sees_no_foreign_upload(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        UploadFactory()

    with employer_scope(employer.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM uploads_upload")
        assert cursor.fetchone() == (0,)
