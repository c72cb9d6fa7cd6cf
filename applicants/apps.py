from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from hiretrack.audit.models import AuditLog


class ApplicantsConfig(AppConfig):
    name = "applicants"
    verbose_name = _("Candidates")

    def ready(self) -> None:
        from applicants import dependents
        from applicants.api import problems
        from applicants.api.me import problems as problems_of_candidates
        from applicants.own_dependents import SearchesAndPairs
        from hiretrack.audit.registry import listen

        dependents.register(SearchesAndPairs())
        problems.register()
        problems_of_candidates.register()
        listen("upload.scanned", copy_cv_text)
        listen("user.email_verified", link_account)
        listen("applicant.created", link_applicant)
        listen("applicant.updated", follow_address)


def copy_cv_text(entry: AuditLog) -> None:
    """A CV is searchable as soon as its scan has read it."""
    from applicants.services import take_cv_text

    take_cv_text(upload_id=entry.entity_id)


def link_account(entry: AuditLog) -> None:
    """Whoever has proven an address finds what was sent from it."""
    from applicants import linking

    linking.link_account(user_id=entry.entity_id)


def link_applicant(entry: AuditLog) -> None:
    from applicants import linking

    linking.link_applicant(applicant_id=entry.entity_id)


def follow_address(entry: AuditLog) -> None:
    if "email" in entry.metadata.get("fields", ()):
        link_applicant(entry)
