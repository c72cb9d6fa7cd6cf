from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.tenancy.rows import TenantModel


class SavedSearch(TenantModel):
    """A search for applicants that somebody keeps, for themselves or for their colleagues too."""

    owner = models.ForeignKey(
        "employers.User", on_delete=models.CASCADE, related_name="+", editable=False, verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=100)
    query = models.JSONField(_("query"), default=dict, help_text="as `applicants.searches.Criteria` writes itself")
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("employer", "owner", Lower("name"), name="saved_search_once_per_owner"),
        ]

    def __str__(self) -> str:
        return self.name
