from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from hiretrack.audit.models import AuditLog


class ApplicantsConfig(AppConfig):
    name = "applicants"

    def ready(self) -> None:
        from hiretrack.audit.registry import listen

        listen("upload.scanned", copy_cv_text)


def copy_cv_text(entry: AuditLog) -> None:
    """A CV is searchable as soon as its scan has read it."""
    from applicants.services import take_cv_text

    take_cv_text(upload_id=entry.entity_id)
