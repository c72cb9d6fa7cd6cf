"""Apply: what an unknown visitor sends becomes an application.

Whoever applies has not shown that the e-mail address is theirs. So:

- A known applicant is never overwritten. Blanks (phone, place, headline, links, CV) are filled, and only while no
  portal account owns the record. Everything that was said stays with the application (`submitted`, `cv`), where
  recruiters see it beside what they knew.
- The same address applying again for the same job changes nothing, and the answer does not differ. Only a mail to
  that address tells (the journal's `application.duplicate_received`).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from applicants import consent
from applicants.models import Applicant
from applicants.person import Person, checked
from applications import queries, tokens
from applications.choices import PUBLIC_SOURCES, ApplicationStatus
from applications.models import Application
from applications.openings import Opening, find_opening
from applications.services import rows
from applications.services.data import MAX_LETTER, ApplyData
from hiretrack.audit.services import entry, record, record_many
from hiretrack.context import reader_language
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import employer_scope, new_id
from hiretrack.uploads.services import claim, release
from jobs.questions import check_answers


@dataclass(frozen=True, slots=True)
class Receipt:
    """Told to whoever applied, whether or not it made an application."""

    status_token: str
    received_at: dt.datetime


def apply(*, job_id: uuid.UUID, data: ApplyData, guard: Callable[[], None] | None = None) -> Receipt:
    """Take an application from the public pages. Raises `Invalid`, `NotFound`, `DomainError` (job_closed)."""
    opening = find_opening(job_id)
    with employer_scope(opening.employer_id):
        return receive(opening=opening, data=data, guard=guard)


def receive(*, opening: Opening, data: ApplyData, guard: Callable[[], None] | None = None) -> Receipt:
    """The same, for a caller that has looked the opening up and opened its employer's scope.

    `guard` is asked once everything else is in order, so that a captcha is not spent on a form with a mistake.
    """
    person, answers = check(opening=opening, data=data)
    if guard is not None:
        guard()
    try:
        texts = take_files(data)
    except Invalid:
        # A form that is sent twice names a file that its first sending took.
        if not queries.has_sent(opening.job_id, person.email, data.upload_ids):
            raise
        return _repeated(opening, person)
    at = timezone.now()
    written = enter(opening=opening, person=person, answers=answers, data=data, texts=texts, at=at)
    if written.application_id is None:
        release(upload_ids=data.upload_ids)
        return _repeated(opening, person)
    return _receipt(opening, at, written.application_id)


def enter(
    *,
    opening: Opening,
    person: Person,
    answers: list[dict[str, Any]],
    data: ApplyData,
    texts: Mapping[uuid.UUID, str],
    at: dt.datetime,
) -> rows.Written:
    """Write and journal a checked application whose files are claimed; nothing when there is one already."""
    written = rows.write(rows.Given(opening, person, answers, data, _consent(opening, data), _text_of(data, texts), at))
    if written.application_id is not None:
        _journal(opening, data, written)
    return written


def take_files(data: Files) -> dict[uuid.UUID, str]:
    """Claim the files that `data` names. Raises `Invalid` naming their fields."""
    try:
        return claim(upload_ids=data.upload_ids)
    except Invalid as error:
        raise _unusable(data, error) from error


def check(*, opening: Opening, data: ApplyData) -> tuple[Person, list[dict[str, Any]]]:
    """The person and the answers as they are kept. Raises `Invalid` naming everything at once."""
    errors, extra = list(_refusals(opening, data)), dict[str, Any]()
    person, answers = Person(data.name, data.email), list[dict[str, Any]]()
    try:
        person = checked(_person(opening, data))
    except Invalid as invalid:
        errors += invalid.errors
    try:
        answers = check_answers(opening.questions, list(data.answers))
    except Invalid as invalid:
        errors, extra = errors + invalid.errors, invalid.extra
    if errors:
        raise Invalid(_("The application is not complete."), errors=errors, extra=extra)
    return person, answers


def _refusals(opening: Opening, data: ApplyData) -> Iterator[FieldError]:
    if opening.privacy_policy_url and not data.consent_given:
        yield FieldError("/consent", "required", _("Please agree to the privacy policy."))
    if len(data.cover_letter) > MAX_LETTER:
        yield FieldError("/cover_letter", "max_length", _("At most %(count)d characters.") % {"count": MAX_LETTER})
    if data.source not in PUBLIC_SOURCES:
        yield FieldError("/source", "invalid_choice", _("One of %(choices)s.") % {"choices": ", ".join(PUBLIC_SOURCES)})
    if len(set(data.upload_ids)) != len(data.upload_ids):
        yield FieldError("/cover_letter_upload_id", "repeated", _("CV and cover letter are two files."))


def _person(opening: Opening, data: ApplyData) -> Person:
    return Person(
        name=data.name,
        email=data.email,
        phone=data.phone,
        location=data.location,
        headline=data.headline,
        links=tuple(data.links),
        region=opening.country,
    )


def _consent(opening: Opening, data: ApplyData) -> dict[str, str]:
    if not data.consent_given:
        return {}
    return consent.given(policy_version=data.policy_version or opening.privacy_policy_url, source=data.source)


def _text_of(data: ApplyData, texts: Mapping[uuid.UUID, str]) -> str:
    return texts[data.cv_upload_id] if data.cv_upload_id else ""


class Files(Protocol):
    """The two files of an application, by their uploads."""

    @property
    def cv_upload_id(self) -> uuid.UUID | None: ...
    @property
    def cover_letter_upload_id(self) -> uuid.UUID | None: ...
    @property
    def upload_ids(self) -> list[uuid.UUID]: ...


def _unusable(data: Files, error: Invalid) -> Invalid:
    fields = {"/cv_upload_id": data.cv_upload_id, "/cover_letter_upload_id": data.cover_letter_upload_id}
    wrong = [FieldError(pointer, "upload_unusable", error.detail) for pointer, pk in fields.items() if pk]
    return Invalid(error.detail, errors=wrong)


def _journal(opening: Opening, data: ApplyData, written: rows.Written) -> None:
    applicant, owner = Applicant(pk=written.applicant_id), opening.employer_id
    application = Application(pk=written.application_id)
    made = entry(
        "application.created",
        entity=application,
        employer_id=owner,
        job_id=str(opening.job_id),
        applicant_id=str(applicant.pk),
        status=ApplicationStatus.NEW,
        source=data.source,
        language=reader_language(),
    )
    new = [entry("applicant.created", entity=applicant, employer_id=owner)] if written.is_new_applicant else []
    record_many([*new, made])


def _repeated(opening: Opening, person: Person) -> Receipt:
    known = queries.earlier_application(opening.job_id, person.email)
    record(
        "application.duplicate_received",
        entity=known,
        job_id=str(opening.job_id),
        applicant_id=str(known.applicant_id),
    )
    return _receipt(opening, timezone.now(), new_id(), is_repeat=True)


def _receipt(opening: Opening, at: dt.datetime, application_id: uuid.UUID, *, is_repeat: bool = False) -> Receipt:
    # The token keeps whole seconds; its page must say the same time as the receipt.
    second = at.replace(microsecond=0)
    token = tokens.StatusToken(opening.employer_id, opening.job_id, application_id, second, is_repeat)
    return Receipt(tokens.sealed(token), second)
