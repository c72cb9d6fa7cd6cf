from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants import fairness
from hiretrack.tenancy.rows import TenantManager, TenantModel, TenantQuerySet


class Computed(models.GeneratedField):
    """A generated column that a write does not read back: the search vector is larger than the row."""

    db_returning = False  # type: ignore[assignment]


class ApplicantManager(TenantManager["Applicant"]):
    """Without the search columns, which only PostgreSQL reads."""

    def get_queryset(self) -> TenantQuerySet[Applicant]:
        return super().get_queryset().defer("search", "cv_text")


class Applicant(TenantModel):
    """A person known to one employer. The same person elsewhere is another applicant; neither knows of the other."""

    person_path = "user_id"
    identity_columns = fairness.IDENTITY | fairness.SAID | {"cv_text", "search"}

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    phone = models.CharField(_("phone"), max_length=32, blank=True, help_text="E.164")
    location = models.CharField(_("location"), max_length=200, blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    cv = models.ForeignKey(
        "uploads.Upload", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("CV")
    )
    cv_text = models.TextField(blank=True, editable=False, help_text="copied from the CV once it is scanned")
    links = models.JSONField(_("links"), default=list, blank=True, help_text="list of {label, url}")
    skills = ArrayField(models.CharField(max_length=100), verbose_name=_("skills"), default=list, blank=True)
    languages = ArrayField(
        models.CharField(max_length=35), verbose_name=_("languages"), default=list, blank=True, help_text="BCP 47 tags"
    )
    tags = ArrayField(models.CharField(max_length=50), verbose_name=_("tags"), default=list, blank=True)
    external_id = models.CharField(
        _("external id"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="the record's id where it was imported from",
    )
    consent = models.JSONField(
        _("consent"), default=dict, blank=True, help_text="{purpose, given_at, policy_version, source}"
    )
    user = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged", editable=False
    )
    identity_hidden = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="fair review; kept by the database, see fairness.py"
    )
    search = Computed(
        expression=Func(
            F("name"),
            F("headline"),
            F("location"),
            F("skills"),
            F("tags"),
            F("cv_text"),
            function="applicant_search_vector",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    erased_at = models.DateTimeField(null=True, editable=False, help_text="the person is gone; counts and stages stay")
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects: ClassVar[ApplicantManager] = ApplicantManager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "employer", Lower("email"), condition=Q(merged_into=None), name="applicant_email_per_employer"
            ),
            models.UniqueConstraint(
                fields=["employer", "external_id"],
                condition=Q(merged_into=None) & ~Q(external_id=""),
                name="applicant_external_id",
            ),
        ]
        indexes: ClassVar = [
            models.Index("employer", F("created_at").desc(), F("id").desc(), name="applicant_newest"),
            models.Index("user", condition=Q(user__isnull=False), name="applicant_user"),
            models.Index("cv", condition=Q(cv__isnull=False), name="applicant_cv"),
            GinIndex(fields=["search"], name="applicant_search"),
        ]

    def __str__(self) -> str:
        return self.shown.name

    @property
    def shown(self) -> fairness.Shown:
        """Who this is, as far as an employer may know it now; `Application.person` says so for one application."""
        return fairness.person(self, hidden=self.identity_hidden)
