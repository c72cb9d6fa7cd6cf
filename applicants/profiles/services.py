"""Writes of the open person scope's own profile."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from applicants.models import EqualOpportunityAnswers, Profile
from applicants.profiles import queries
from applicants.profiles.checks import clean_profile
from hiretrack.audit.services import record
from hiretrack.tenancy import ScopeKind, TenancyError, require_scope
from hiretrack.uploads.services import claim, discard

EDITABLE = (
    "phone", "location", "country", "headline", "summary", "links", "skills", "languages", "desired_title",
    "desired_locations", "remote_preference", "minimum_salary", "salary_currency", "more",
)  # fmt: skip
ANSWERS = ("gender", "ethnicity", "disability", "veteran_status")


def person_id() -> uuid.UUID:
    """Whose scope is open. Raises `TenancyError` in any but a person's scope."""
    scope = require_scope()
    if scope.kind is not ScopeKind.PERSON or scope.user_id is None:
        raise TenancyError("Only a person's own scope has a profile.")
    return scope.user_id


def own_profile() -> Profile:
    """The person's profile; made now when there is none yet, by one of two that ask at once."""
    found = queries.profile()
    if found is not None:
        return found
    row = Profile(user_id=person_id())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        pass
    else:
        record("profile.created", entity=row)
    return queries.profile() or row


def locked_profile() -> Profile:
    """The person's profile, kept from every other writer of theirs until the transaction ends."""
    profile = own_profile()
    locked: Profile = (
        Profile.objects.select_for_update(of=("self",)).select_related("user", "resume").get(pk=profile.pk)
    )
    return locked


def update_profile(*, changes: Mapping[str, Any]) -> Profile:
    """Change some of `EDITABLE`, and `equal_opportunity` (some of `ANSWERS`). Raises `Invalid`."""
    profile = locked_profile()
    given = {name: changes[name] for name in EDITABLE if name in changes}
    whole = {name: getattr(profile, name) for name in EDITABLE} | given
    kept = clean_profile(whole, user=profile.user)
    answered = answer(changes["equal_opportunity"]) if "equal_opportunity" in changes else False
    new = {name: value for name, value in kept.items() if getattr(profile, name) != value}
    if not new and not answered:
        return profile
    for name, value in new.items():
        setattr(profile, name, value)
    # Also when only the answers changed: the profile's version stands for the whole that its owner sees.
    profile.save(update_fields=[*new, "updated_at"])
    record("profile.updated", entity=profile, fields=sorted([*new, *(["equal_opportunity"] if answered else [])]))
    return profile


def answer(changes: Mapping[str, str]) -> bool:
    """Keep voluntary answers, apart from all that employers read; whether anything changed."""
    row = queries.answers() or EqualOpportunityAnswers(user_id=person_id())
    new = {name: text.strip() for name, text in changes.items() if getattr(row, name) != text.strip()}
    for name, text in new.items():
        setattr(row, name, text)
    if any(getattr(row, name) for name in ANSWERS):
        row.save()
    elif new and not row._state.adding:
        # Not even that somebody answered once is kept.
        row.delete()
    return bool(new)


def set_resume(*, upload_id: uuid.UUID) -> Profile:
    """Make an own, completed upload the résumé; the one before is removed. Raises `Invalid` when it cannot be used."""
    profile = locked_profile()
    before = profile.resume_id
    if before == upload_id:
        return profile
    claim(upload_ids=[upload_id])
    profile.resume_id = upload_id
    profile.save(update_fields=["resume", "updated_at"])
    record("profile.updated", entity=profile, fields=["resume"])
    if before is not None:
        discard(upload_ids=[before])
    return queries.profile() or profile
