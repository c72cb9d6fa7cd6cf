"""What happens with a filled-in apply form: the file is kept, robots are turned away, the application is made once."""

from __future__ import annotations

import dataclasses
import hashlib
import uuid
from pathlib import PurePosixPath
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from applications.captcha import CaptchaFailed
from applications.openings import find_opening
from applications.services import ApplyData, apply, received
from hiretrack.api import idempotency
from hiretrack.api.jsonbytes import canonical_bytes
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound, Unavailable
from hiretrack.portal import carried, guard
from hiretrack.portal.forms import FILE_GONE, ApplyForm
from hiretrack.portal.question_fields import PREFIX
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.choices import EXTENSIONS, UploadKind
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import UNUSABLE, store, store_copy

LINK_FIELDS = ("profile_link", "website_link")
FIELDS = {"cv_upload_id": "cv", "consent": "consent", "cover_letter": "cover_letter"}
ROUTE = "portal apply"
UNUSABLE_CODE = "upload_unusable"


def keep_file(form: ApplyForm, employer_id: uuid.UUID) -> None:
    """Put the file that came with the form, or else the one of the sender's account, into the employer's store, so
    that it outlives an error anywhere else in the form."""
    try:
        upload = _stored(form, employer_id)
    except Invalid as error:
        form.add_error("cv", [item.detail for item in error.errors] or [error.detail])
    except NotFound:
        form.drop_file()
        form.add_error("cv", FILE_GONE)
    except Unavailable as error:
        form.add_error("cv", error.detail)
        form.status = error.status
    else:
        if upload:
            form.put(cv_upload=carried.signed(upload.pk, employer_id), cv_name=upload.filename)
            form.cleaned_data["cv_upload"] = upload.pk


def _stored(form: ApplyForm, employer_id: uuid.UUID) -> Upload | None:
    file = form.cleaned_data.get("cv")
    if file:
        content_type = EXTENSIONS.get(PurePosixPath(file.name).suffix.lower())
        return store(
            employer_id=employer_id,
            kind=UploadKind.CV,
            filename=file.name,
            content=file.read(),
            content_type=content_type or file.content_type or "application/octet-stream",
        )
    if form.own_file and form.owner_id:
        return store_copy(employer_id=employer_id, upload_id=form.own_file, owner_id=form.owner_id)
    return None


def check(form: ApplyForm, job_id: uuid.UUID) -> Upload | None:
    """Everything that sending would refuse, before the candidate looks it over; the file that would go along.

    Raises `Invalid`, `NotFound`, `DomainError` (job_closed).
    """
    opening, data = find_opening(job_id), apply_data(form)
    with employer_scope(opening.employer_id):
        received.check(opening=opening, data=data)
        upload = carried.waiting(data.cv_upload_id) if data.cv_upload_id else None
    if data.cv_upload_id and (upload is None or upload.completed_at is None or upload.is_infected):
        said = str(UNUSABLE)
        raise Invalid(said, errors=[FieldError("/cv_upload_id", UNUSABLE_CODE, said)])
    return upload


def send(request: HttpRequest, form: ApplyForm, job_id: uuid.UUID) -> HttpResponse:
    """Make the application and lead to the thank-you page; the same form sent again leads to the same page, and one
    that was corrected is sent as any other.

    Raises `Invalid` and what `apply` raises.
    """
    data = apply_data(form)
    attempt = idempotency.attempt(
        client=ROUTE,
        key=_key(form, data),
        route=ROUTE,
        method="POST",
        address=str(job_id),
        body=None,
    )
    with transaction.atomic():
        # The second click waits here for the first one to end, and then finds its answer.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{ROUTE} {attempt.digest}"])
        kept = attempt.begin()
        if kept is not None:
            return HttpResponseRedirect(kept["Location"])
        guard.prove(request, form)
        receipt = apply(job_id=job_id, data=data)
        response = HttpResponseRedirect(reverse("portal:applied", args=[receipt.status_token]))
        attempt.keep(response)
    return response


def _key(form: ApplyForm, data: ApplyData) -> str:
    """Of one sending: browsers bring a form that was sent back with its `key`, and then it may be corrected."""
    content = hashlib.sha256(canonical_bytes(dataclasses.asdict(data))).hexdigest()
    return f"{form.cleaned_data['key'] or uuid.uuid4().hex} {content}"


def apply_data(form: ApplyForm) -> ApplyData:
    given = form.cleaned_data
    return ApplyData(
        name=given["name"],
        email=given["email"],
        phone=given["phone"],
        location=given["location"],
        links=tuple(form.links()),
        cover_letter=given["cover_letter"],
        answers=form.answers(),
        cv_upload_id=given["cv_upload"],
        consent_given=given["consent"],
        policy_version=form.agreed.recorded,
        referrer=given["referrer"],
    )


def explain(form: ApplyForm, error: DomainError) -> None:
    """Put what the service refused beside the fields it is about."""
    form.is_valid()
    form.status = error.status
    if isinstance(error, CaptchaFailed):
        form.prove_anew()
    errors = error.errors if isinstance(error, Invalid) else []
    for item in errors or [FieldError("", error.code, error.detail)]:
        name = _field_named(form, item)
        form.add_error(name, FILE_GONE if item.code == UNUSABLE_CODE else item.detail)
        if name == "cv":
            form.drop_file()


def _field_named(form: ApplyForm, item: FieldError) -> str | None:
    head, *rest = item.pointer.strip("/").split("/")
    name: str | None = FIELDS.get(head, head)
    if head == "links" and rest:
        given = [field for field in LINK_FIELDS if form.cleaned_data.get(field)]
        name = _at(given, rest[0])
    if head == "answers":
        name = _at([PREFIX + answer["question_id"] for answer in form.answers()], rest[0]) if rest else None
    return name if name in form.fields and name not in form.CARRIED else None


def _at(names: list[Any], place: str) -> str | None:
    return names[int(place)] if place.isdigit() and int(place) < len(names) else None
