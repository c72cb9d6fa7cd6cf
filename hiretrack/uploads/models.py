from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hiretrack.tenancy import ScopeKind, current_scope
from hiretrack.tenancy.rows import TenantModel
from hiretrack.uploads.choices import ContentType, ScanStatus, UploadKind
from hiretrack.uploads.homes import Home

INCOMING = "incoming/"


class Upload(TenantModel):
    """A file in the object store. `path` is its key there; nothing that is not clean is ever served."""

    person_path = "uploaded_by_id"
    identity_columns = frozenset({"filename", "text", "sha256"})

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    """Empty for a file of a candidate's own profile."""
    kind = models.CharField(max_length=16, choices=UploadKind.choices)
    filename = models.CharField(max_length=255)
    path = models.CharField(max_length=500)
    content_type = models.CharField(max_length=127, choices=ContentType.choices)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    scan_status = models.CharField(max_length=8, choices=ScanStatus.choices, default=ScanStatus.PENDING)
    scan_detail = models.CharField(max_length=200, blank=True)
    scan_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.TextField(blank=True, editable=False, help_text="extracted for search")
    uploaded_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True, help_text="when an application or applicant took it")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "path"], name="upload_path_per_employer", nulls_distinct=False),
        ]
        indexes: ClassVar = [
            models.Index("completed_at", condition=Q(scan_status=ScanStatus.PENDING), name="upload_pending"),
            models.Index("created_at", condition=Q(claimed_at=None), name="upload_unclaimed"),
        ]

    def __str__(self) -> str:
        return self.filename

    def save(self, *args: Any, **kwargs: Any) -> None:
        scope = current_scope()
        own = scope is not None and scope.kind is ScopeKind.PERSON and scope.user_id == self.uploaded_by_id
        if own and self.employer_id is None:
            # A candidate's own file is the one tenant row that is written in a person's scope.
            models.Model.save(self, *args, **kwargs)
        else:
            super().save(*args, **kwargs)

    @property
    def home(self) -> Home:
        return Home(self.employer_id, self.uploaded_by_id)

    @property
    def is_clean(self) -> bool:
        return self.scan_status == ScanStatus.CLEAN

    @property
    def is_infected(self) -> bool:
        return self.scan_status == ScanStatus.INFECTED

    @property
    def incoming_path(self) -> str:
        """Where the browser puts the file. Its policy stays valid for a while, so nothing is ever served from there."""
        return f"{INCOMING}{self.path}"
