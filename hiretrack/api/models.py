"""What the API itself keeps. A platform table: a caller finds only rows under a digest of its own identity."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class IdempotencyKey(models.Model):
    """The answer to a finished request, kept for repetitions of it.

    There is no tenant column and no row-level security: the primary key is a digest over the client (its user, API key
    or address) and the key that the client chose, so that nobody can even name another's row. The body is encrypted
    under a key derived from the client's own key, which is not stored: it may hold a secret that is shown only once.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    route = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="idempotency_expiry")]

    def __str__(self) -> str:
        return f"{self.status} {self.route}"
