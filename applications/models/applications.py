from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants import fairness
from applications.choices import ApplicationStatus, Source
from hiretrack.tenancy.rows import TenantModel


class Application(TenantModel):
    """One applicant's application for one job. `services.moves` alone changes its status."""

    person_path = "applicant__user_id"
    identity_columns = frozenset({"submitted", "cover_letter", "answers"})

    job = models.ForeignKey("jobs.Job", on_delete=models.PROTECT, related_name="applications", verbose_name=_("job"))
    applicant = models.ForeignKey(
        "applicants.Applicant", on_delete=models.PROTECT, related_name="applications", verbose_name=_("applicant")
    )
    status = models.CharField(
        _("status"), max_length=16, choices=ApplicationStatus.choices, default=ApplicationStatus.NEW, editable=False
    )
    source = models.CharField(_("source"), max_length=16, choices=Source.choices, default=Source.CAREERS_PAGE)
    referrer = models.CharField(max_length=500, blank=True, help_text="where the visitor came from")
    cover_letter = models.TextField(blank=True, max_length=20_000)
    answers = models.JSONField(
        default=list, blank=True, help_text="list of {question_id, question, answer, knocked_out}"
    )
    submitted = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="what the sender said of themselves: the applicant's own data is never overwritten by it",
    )
    notes = models.TextField(blank=True, max_length=20_000, help_text="for recruiters only")
    rejection_reason = models.CharField(max_length=500, blank=True)
    cv = models.ForeignKey("uploads.Upload", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cover_letter_file = models.ForeignKey(
        "uploads.Upload", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="superseded",
        help_text="the same person's other application for the job, which a merge let go on",
    )
    answer_by = models.DateTimeField(null=True, blank=True, help_text="the employer's reply promise; empty once kept")
    told_status = models.CharField(
        max_length=16,
        choices=ApplicationStatus.choices,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="where the candidate believes it to be while the last step is held back",
    )
    told_answer_by = models.DateTimeField(null=True, editable=False, help_text="the reply promise likewise")
    tell_at = models.DateTimeField(
        null=True, editable=False, help_text="until when the last step is held back; with a told_status, null: for good"
    )
    identity_hidden = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="fair review; kept by the database"
    )
    created_at = models.DateTimeField(_("applied"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "job", "applicant"],
                condition=Q(superseded_by=None),
                name="application_once_per_job",
            ),
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="application_status_known"),
            models.CheckConstraint(
                condition=Q(told_status__in=ApplicationStatus.values) | Q(told_status="", tell_at=None),
                name="application_told_status_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "employer",
                "job",
                "status",
                F("created_at").desc(),
                F("id").desc(),
                name="application_of_job_by_status",
            ),
            models.Index("employer", "job", F("created_at").desc(), F("id").desc(), name="application_of_job"),
            models.Index("employer", F("created_at").desc(), F("id").desc(), name="application_newest"),
            models.Index(
                "employer", "answer_by", "id", condition=Q(answer_by__isnull=False), name="application_by_promise"
            ),
            # Counts for each job and stage, without a look at the rows: the policies ask for the applicant.
            models.Index(
                fields=["employer", "job", "status"],
                condition=Q(superseded_by=None),
                include=["id", "applicant", "answer_by"],
                name="application_counts",
            ),
        ]

    def __str__(self) -> str:
        # Only what is loaded already: a name must not cost a query for each row of a list.
        if {"applicant", "job"} <= self._state.fields_cache.keys():
            return f"{self.person} – {self.job}"
        return f"Application {self.pk}"

    @property
    def person(self) -> fairness.Shown:
        """The applicant, as far as whoever reviews this application may know them."""
        return fairness.person(self.applicant, hidden=self.identity_hidden)

    def blotted(self, text: str) -> str:
        """`text` as whoever reviews this application may read it: a letter, an answer, the CV's words."""
        if not self.identity_hidden:
            return text
        return fairness.blotted(text, self.applicant, fairness.Named.of(self.submitted))

    def is_held(self, now: dt.datetime) -> bool:
        """Whether the candidate does not know of the last step yet; in queries: `queries.known`."""
        return bool(self.told_status) and (self.tell_at is None or self.tell_at > now)

    def known_status(self, now: dt.datetime) -> str:
        return self.told_status if self.is_held(now) else self.status

    def known_answer_by(self, now: dt.datetime) -> dt.datetime | None:
        return self.told_answer_by if self.is_held(now) else self.answer_by


class ApplicationStage(TenantModel):
    """One line of the transition log."""

    person_path = "application__applicant__user_id"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="stages")
    from_status = models.CharField(max_length=16, choices=ApplicationStatus.choices, blank=True)
    status = models.CharField(max_length=16, choices=ApplicationStatus.choices)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=2000, blank=True)
    undone = models.BooleanField(
        default=False, db_default=False, help_text="a step of a bulk move that was undone, or the step that undid it"
    )
    withheld = models.BooleanField(
        default=False, db_default=False, help_text="the candidate hears of it at `tell_at`, or never when that is empty"
    )
    tell_at = models.DateTimeField(null=True)
    told_from = models.CharField(
        max_length=16,
        choices=ApplicationStatus.choices,
        blank=True,
        default="",
        db_default="",
        help_text="from where the candidate sees it come, if that is another than `from_status`",
    )

    class Meta:
        ordering: ClassVar = ["changed_at", "id"]
        indexes: ClassVar = [
            models.Index("employer", "application", "changed_at", name="stage_of_application"),
            models.Index("employer", "changed_at", name="stage_by_time"),
            models.Index("tell_at", "id", condition=Q(withheld=True, tell_at__isnull=False), name="stage_to_be_told"),
        ]

    def __str__(self) -> str:
        return f"{self.from_status or 'start'} → {self.status}"

    @property
    def taken_by(self) -> str:
        """Who took the step, for those who review; empty for the system. A hidden candidate is called by the alias."""
        if self.changed_by is None:
            return ""
        row = self.application
        own = row.identity_hidden and self.changed_by_id == row.applicant.user_id
        return row.person.name if own else self.changed_by.name
