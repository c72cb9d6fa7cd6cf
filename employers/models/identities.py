"""Accounts elsewhere that sign a candidate in: at Google, LinkedIn, or whichever providers the settings name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models.accounts import User
from hiretrack.tenancy import new_id


class Identity(models.Model):
    """Who the account's owner is at a provider: issuer and subject together, and nothing else, name a person there
    (OpenID Connect Core 1.0, section 5.7). The address is what the provider said last; nobody is found by it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities", verbose_name=_("user"))
    provider = models.CharField(_("provider"), max_length=40)
    issuer = models.CharField(_("issuer"), max_length=255)
    subject = models.CharField(_("subject"), max_length=255)
    email = models.CharField(_("e-mail there"), max_length=254, blank=True)
    created_at = models.DateTimeField(_("connected at"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used at"), null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("connected account")
        verbose_name_plural = _("connected accounts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once_per_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} account {self.pk}"
