"""What proves an identity: keys that sign access tokens, refresh tokens, API keys; secrets hashed or sealed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from employers.choices import BACK_OFFICE_ROLES, KeyState, Role
from employers.models.accounts import User
from hiretrack.tenancy import new_id
from hiretrack.tenancy.rows import TenantModel


class SigningKey(models.Model):
    """A key pair for access tokens. Its id is the tokens' `kid`; the private part is sealed with the SECRET_KEY."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    algorithm = models.CharField(max_length=8)
    public_jwk = models.JSONField()
    private_sealed = models.TextField()
    state = models.CharField(max_length=8, choices=KeyState.choices)
    created_at = models.DateTimeField(default=timezone.now)
    activated_at = models.DateTimeField(null=True)
    retires_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "state", condition=~Q(state=KeyState.RETIRING), name="signing_key_one_next_one_active"
            ),
            models.CheckConstraint(
                condition=Q(state=KeyState.RETIRING, retires_at__isnull=False)
                | Q(state__in=[KeyState.NEXT, KeyState.ACTIVE], retires_at=None),
                name="signing_key_retiring_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.algorithm} key {self.pk} ({self.state})"

    @property
    def kid(self) -> str:
        return str(self.pk)


class RefreshToken(models.Model):
    """One link of a family: each sign-in starts a family, each refresh uses a link up and adds the next."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="refresh_tokens")
    family = models.UUIDField(default=new_id, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Refresh token {self.pk}"


class TwoFactor(models.Model):
    """The second factor of a user: a secret shared with an app on a phone (RFC 6238), and codes for the
    day the phone is gone. Without `confirmed_at` it is being set up, and asks nobody for anything."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="two_factor")
    secret_sealed = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(null=True)
    """The time step of the last code taken: no code counts twice (RFC 6238, section 5.2)."""
    recovery_digests = ArrayField(models.CharField(max_length=64), default=list)
    failures = models.PositiveSmallIntegerField(default=0)
    """Wrong codes since the last right one."""
    blocked_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Second factor {self.pk}"


class ApiKey(TenantModel):
    """A key for programs: acts in `role`, within the modules of `scopes`. Only its digest is stored.

    `prefix` is what lists show to tell keys apart.
    """

    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    role = models.CharField(
        max_length=16, choices=[(r.value, r.label) for r in BACK_OFFICE_ROLES], default=Role.RECRUITER
    )
    scopes = ArrayField(models.CharField(max_length=32))
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint("employer", "digest", name="api_key_digest_per_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
