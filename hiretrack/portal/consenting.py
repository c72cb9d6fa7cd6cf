"""What a candidate agrees to when applying: the text, and the version under which the consent is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from employers.models import Employer

WORDING = "2026-11"
"""Of the text below. Changing what it says changes this; a translation or a typing error doesn't."""


@dataclass(frozen=True, slots=True)
class ConsentText:
    """`version` differs whenever somebody would agree to something else."""

    text: str
    version: str
    policy_url: str

    @property
    def recorded(self) -> str:
        """For the applicant's record, where a policy without a version of its own goes by its address."""
        return f"{self.version} {self.policy_url}".strip()


def consent_text(employer: Employer) -> ConsentText:
    """In the visitor's language."""
    name, months, policy = employer.name, employer.retention_months, employer.privacy_policy_url
    agreed = hashlib.sha256(f"{name}\n{months}\n{policy}".encode()).hexdigest()[:6]
    text = _("%(name)s may store what I send here to decide about my application, for at most %(months)s months.") % {
        "name": name,
        "months": months,
    }
    return ConsentText(text, f"{WORDING}-{agreed}", policy)
