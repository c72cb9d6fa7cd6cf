"""Applications that a signed-in candidate makes: the public rules, without a captcha, and under their own account."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.linking import link_to
from applicants.models import Applicant
from applicants.queries import current
from applications import queries
from applications.openings import Opening, find_opening
from applications.services.added import already_applied
from applications.services.data import ApplyData
from applications.services.received import check, enter, take_files
from employers.models import User
from employers.queries import account
from hiretrack.errors import FieldError, Forbidden, Invalid, NotFound
from hiretrack.tenancy import employer_scope


def apply_as(*, user_id: uuid.UUID | None, job_id: uuid.UUID, data: ApplyData) -> tuple[uuid.UUID, uuid.UUID]:
    """(application, employer). Name and address are the account's; blanks in `data` stay blank.

    Raises `Invalid`, `Forbidden` (email_unverified), `DomainError` (job_closed; already_applied, which the candidate
    may be told, since the address is proven).
    """
    user, opening = _verified(user_id), _opening(job_id)
    with employer_scope(opening.employer_id):
        mine = replace(data, name=data.name or user.name, email=_address_at(opening, user))
        person, answers = check(opening=opening, data=mine)
        texts, at = take_files(mine), timezone.now()
        written = enter(opening=opening, person=person, answers=answers, data=mine, texts=texts, at=at)
        if written.application_id is None:
            raise already_applied(queries.earlier_application(job_id, person.email).pk)
        link_to(applicant=Applicant(pk=written.applicant_id, employer_id=opening.employer_id), user_id=user.pk)
    return written.application_id, opening.employer_id


def _verified(user_id: uuid.UUID | None) -> User:
    user = account(user_id)
    if user is None or user.email_verified_at is None:
        raise Forbidden(_("Confirm your e-mail address first."), code="email_unverified", title="Address not confirmed")
    return user


def _opening(job_id: uuid.UUID) -> Opening:
    try:
        return find_opening(job_id)
    except NotFound as error:
        detail = _("There is no such job.")
        raise Invalid(detail, errors=[FieldError("/job_id", "not_found", detail)]) from error


def _address_at(opening: Opening, user: User) -> str:
    """Where this employer knows the candidate under another address already, that one: there stays one record."""
    known = current().filter(employer_id=opening.employer_id, user=user).order_by("created_at", "id")
    return known.values_list("email", flat=True).first() or user.email
