"""A form can put its file again: what lies under incoming/ goes after a while, whatever rows there are."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads import storage
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import (
    Presigned,
    claim,
    complete,
    presign,
    remove_for_good,
    sweep_incoming,
    sweep_leftovers,
)
from hiretrack.uploads.services.incoming import LEFT_AFTER
from hiretrack.uploads.services.intake import POLICY_SECONDS
from tests.factories.uploads import pdf, put

pytestmark = pytest.mark.django_db(transaction=True)
CONTENT = pdf()


def lies(key: str) -> bool:
    try:
        return storage.size_of(key) > 0
    except storage.ObjectMissing:
        return False


@pytest.fixture
def form(employer: Employer) -> Presigned:
    return presign(
        employer_id=employer.pk, kind="cv", filename="ada.pdf", content_type="application/pdf", size=len(CONTENT)
    )


def taken(employer: Employer, form: Presigned) -> Upload:
    """The form's file, completed and claimed."""
    assert put(form, CONTENT) == 204
    with employer_scope(employer.pk):
        row = complete(upload=Upload.objects.get(pk=form.upload_id))
        claim(upload_ids=[row.pk])
    return row


def test_file_put_again_after_its_erasure_goes(employer: Employer, form: Presigned) -> None:
    row = taken(employer, form)
    with employer_scope(employer.pk):
        remove_for_good(upload_ids=[row.pk])
    sweep_leftovers()
    assert put(form, CONTENT) == 204

    assert (sweep_incoming(), lies(row.incoming_path)) == (0, True)
    assert sweep_incoming(now=timezone.now() + LEFT_AFTER) >= 1

    assert not lies(row.incoming_path)


def test_completed_file_itself_stays(employer: Employer, form: Presigned) -> None:
    row = taken(employer, form)

    sweep_incoming(now=timezone.now() + LEFT_AFTER)

    assert (lies(row.incoming_path), lies(row.path)) == (False, True)
    with all_tenants(reason="test"):
        storage.remove(row.path)


def test_many_are_listed_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1003):
        storage.write(f"incoming/many/{number}", b"x", content_type="text/plain")

    assert len(list(storage.keys_before("incoming/many/", timezone.now() + LEFT_AFTER))) == 1003
    assert sweep_incoming(now=timezone.now() + LEFT_AFTER, limit=5) == 5
    assert sweep_incoming(now=timezone.now() + LEFT_AFTER) >= 998


def test_forms_end_long_before() -> None:
    assert dt.timedelta(seconds=POLICY_SECONDS) * 2 < LEFT_AFTER
