from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hiretrack.tenancy.rows import TenantModel
from hiretrack.uploads.choices import ScanStatus, UploadKind


class Upload(TenantModel):
    """A file in the object store. `path` is its key there; nothing that is not clean is ever served."""

    kind = models.CharField(max_length=16, choices=UploadKind.choices)
    filename = models.CharField(max_length=255)
    path = models.CharField(max_length=500)
    content_type = models.CharField(max_length=127)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    scan_status = models.CharField(max_length=8, choices=ScanStatus.choices, default=ScanStatus.PENDING)
    scan_detail = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True, editable=False, help_text="extracted for search")
    uploaded_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "path"], name="upload_path_per_employer"),
        ]
        indexes: ClassVar = [
            models.Index("created_at", condition=models.Q(scan_status="pending"), name="upload_pending"),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_clean(self) -> bool:
        return self.scan_status == ScanStatus.CLEAN
