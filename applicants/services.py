"""Writes of applicants by somebody who may: recruiters, imports, and the portal's own user.

What an unknown visitor says with an application goes another way (`applications.services.apply`): it makes an
applicant or fills blanks, and never overwrites.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from applicants import fairness, queries
from applicants.dependents import dependents
from applicants.files import let_go
from applicants.models import Applicant
from applicants.person import Person, checked
from applicants.privacy import admin_log
from applicants.terms import checked_external_id, checked_terms
from hiretrack.audit.services import record
from hiretrack.errors import DomainError, FieldError, Invalid
from hiretrack.tenancy.rows import stamp
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import claim

EDITABLE = frozenset(
    {"name", "email", "phone", "location", "headline", "links", "skills", "languages", "tags", "external_id"}
)
CHECKED = ("name", "email", "phone", "location", "headline", "links")


@transaction.atomic
def create_applicant(
    *, values: Mapping[str, Any], cv_id: uuid.UUID | None = None, consent: Mapping[str, Any] | None = None
) -> Applicant:
    """Add somebody new to the open scope's employer; `values` are of `EDITABLE`.

    Raises `Invalid`, and `DomainError` (email_taken, external_id_taken) with the `applicant_id` of whoever has it.
    """
    tidy = _checked({"name": "", "email": "", **values}, CHECKED)
    known = queries.with_email(tidy["email"])
    if known is not None:
        raise _taken(known)
    made = _added(tidy | _more(values) | ({"consent": dict(consent)} if consent else {}))
    return made if cv_id is None else _with_cv(made, cv_id)


def upsert_applicant(
    *,
    person: Person,
    skills: list[str] | None = None,
    languages: list[str] | None = None,
    tags: list[str] | None = None,
    cv_id: uuid.UUID | None = None,
    consent: Mapping[str, Any] | None = None,
    user_id: uuid.UUID | None = None,
) -> Applicant:
    """Add an applicant, or bring the one with this e-mail address up to date; what is not given stays.

    In the employer's open scope. Raises `Invalid`.
    """
    tidy = checked(person)
    more = {"skills": skills, "languages": languages, "tags": tags, "consent": consent, "user_id": user_id}
    changes = {name: value for name in CHECKED if (value := getattr(tidy, name))}
    changes |= {name: value for name, value in more.items() if value is not None}
    known = _held(tidy.email)
    if known is None:
        known = _added(changes)
        return known if cv_id is None else attach_cv(applicant=known, upload_id=cv_id)
    known = _changed(known, changes)
    return known if cv_id is None or cv_id == known.cv_id else attach_cv(applicant=known, upload_id=cv_id)


def _held(email: str) -> Applicant | None:
    """Who has the address, kept from merges and erasures until the transaction ends."""
    while (known := queries.with_email(email)) is not None:
        rows = Applicant.objects.select_for_update(of=("self",), no_key=True).filter(pk=known.pk)
        held: Applicant | None = rows.filter(merged_into=None, email__iexact=email.strip()).first()
        if held is not None:
            return held
    return None


def _added(values: Mapping[str, Any]) -> Applicant:
    row = Applicant(**_storable(values))
    stamp(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _refused(error, row.email, row.external_id) from error
    record("applicant.created", entity=row)
    return row


def update_applicant(*, applicant: Applicant, changes: Mapping[str, Any]) -> Applicant:
    """Change some of `EDITABLE`. Raises `Invalid`, and `DomainError` (email_taken, external_id_taken) when another
    applicant has the address or the external id."""
    given = {name: value for name, value in changes.items() if name in EDITABLE}
    told = applicant.identity_hidden and bool(given.keys() & (fairness.IDENTITY | fairness.SAID))
    fairness.refuse_hidden(told, _("Who this is cannot be changed by somebody who does not know it."))
    stored = {name: getattr(applicant, name) for name in CHECKED}
    tidy = _checked(stored | given, tuple(name for name in CHECKED if name in given)) | _more(given)
    return _changed(applicant, given | tidy)


@transaction.atomic
def edit_applicant(*, applicant: Applicant, changes: Mapping[str, Any]) -> Applicant:
    """As `update_applicant`, and `cv_id` among the changes attaches another CV, or none. Raises like it."""
    row = update_applicant(applicant=applicant, changes=changes)
    if "cv_id" not in changes or changes["cv_id"] == row.cv_id:
        return row
    return _with_cv(row, changes["cv_id"]) if changes["cv_id"] else _without_cv(row)


def _checked(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    person = checked(Person(**{name: values[name] for name in CHECKED if name in values}))
    return {name: getattr(person, name) for name in names}


def _changed(row: Applicant, changes: Mapping[str, Any]) -> Applicant:
    new = {name: value for name, value in _storable(changes).items() if getattr(row, name) != value}
    if not new:
        return row
    before = {name: getattr(row, name) for name in new}
    for name, value in new.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=[*new, "updated_at"])
    except IntegrityError as error:
        email, external_id = row.email, row.external_id
        row.__dict__.update(before)
        raise _refused(error, email, external_id) from error
    record("applicant.updated", entity=row, fields=sorted(new))
    return row


def _more(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is checked without regard to the rest."""
    given = values.get("external_id")
    return checked_terms(values) | ({} if given is None else {"external_id": checked_external_id(given)})


def _storable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _refused(error: IntegrityError, email: str, external_id: str) -> DomainError:
    """Which of the two that only one person may have is another's."""
    diagnosis: Any = getattr(error.__cause__, "diag", None)
    if diagnosis is None or diagnosis.constraint_name != "applicant_external_id":
        return _taken(queries.with_email(email))
    holder = Applicant.objects.filter(external_id=external_id, merged_into=None).first()
    return DomainError(
        "Another applicant has this external id.",
        code="external_id_taken",
        title="External id in use",
        extra={"applicant_id": str(holder.pk)} if holder and not holder.identity_hidden else {},
    )


def _taken(holder: Applicant | None) -> DomainError:
    return DomainError(
        "Another applicant has this e-mail address.",
        code="email_taken",
        title="Address in use",
        extra={"applicant_id": str(holder.pk)} if holder and not holder.identity_hidden else {},
    )


def attach_cv(*, applicant: Applicant, upload_id: uuid.UUID) -> Applicant:
    """Make an upload of the same employer the applicant's CV; one that nothing names any more goes.

    Raises `Invalid` when it cannot be used.
    """
    texts = claim(upload_ids=[upload_id])
    return _put_cv(applicant, upload_id, texts[upload_id])


def _with_cv(row: Applicant, upload_id: uuid.UUID) -> Applicant:
    try:
        return attach_cv(applicant=row, upload_id=upload_id)
    except Invalid as invalid:
        named = [FieldError("/cv_upload_id", error.code, error.detail) for error in invalid.errors]
        raise Invalid(invalid.detail, errors=named) from invalid


def _without_cv(row: Applicant) -> Applicant:
    return _put_cv(row, None, "")


def _put_cv(row: Applicant, upload_id: uuid.UUID | None, text: str) -> Applicant:
    before = row.cv_id
    row.cv_id, row.cv_text = upload_id, text
    row.save(update_fields=["cv", "cv_text", "updated_at"])
    record("applicant.updated", entity=row, fields=["cv"])
    let_go([before])
    return row


@transaction.atomic
def delete_applicant(*, applicant: Applicant) -> None:
    """Delete somebody who never applied, and was never merged, with what other apps tell of them.

    Raises `DomainError` (applicant_in_use).
    """
    if queries.has_applied(applicant) or applicant.merged.exists():
        raise DomainError(
            "There are applications or merged records of this person; erase the person's data instead.",
            code="applicant_in_use",
            title="The applicant cannot be deleted",
        )
    record("applicant.deleted", entity=applicant)
    files = {applicant.cv_id}.union(*(one.erase(applicant=applicant) for one in dependents()))
    admin_log.erase(ids=[applicant.pk], words=[])
    applicant.delete()
    let_go(files)


def take_cv_text(*, upload_id: uuid.UUID) -> int:
    """Copy a scanned CV's text to whoever has it as their CV, for the search. How many applicants that changed."""
    text = Upload.objects.filter(pk=upload_id).values_list("text", flat=True).first() or ""
    return queries.having_cv(upload_id).exclude(cv_text=text).update(cv_text=text)
