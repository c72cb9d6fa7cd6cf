from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from employers.models import Employer
from employers.queries import without_two_factor
from employers.tokens import end_access
from hiretrack.audit.services import record
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import employer_scope

CHANGEABLE = frozenset(
    {
        "name", "slug", "logo_url", "website", "about_md", "brand_colour", "privacy_policy_url", "retention_months",
        "reply_promise_days", "two_factor_required",
    }
)  # fmt: skip


def update_employer(*, employer: Employer, changes: Mapping[str, Any]) -> Employer:
    """Change what an employer shows and how long it keeps data. Raises `Invalid` when the slug is taken."""
    with transaction.atomic(), employer_scope(employer.pk):
        row = Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
        changed = {key: value for key, value in changes.items() if key in CHANGEABLE and getattr(row, key) != value}
        if not changed:
            return row
        for key, value in changed.items():
            setattr(row, key, value)
        try:
            with transaction.atomic():
                row.save(update_fields=[*changed, "updated_at"])
        except IntegrityError as error:
            taken = FieldError("/slug", "slug_taken", "Another employer has this address already.")
            raise Invalid("The employer's short name is taken.", errors=[taken]) from error
        if changed.get("two_factor_required"):
            _end_access_without_second_factor(row)
        record("employer.updated", entity=row, employer_id=row.pk, fields=sorted(changed))
        return row


def _end_access_without_second_factor(employer: Employer) -> None:
    """Tokens made by a password alone would outlive the new rule for weeks; sessions are led to set it up."""
    for user_id in employer.users.filter(without_two_factor()).values_list("pk", flat=True):
        end_access(user_id)
