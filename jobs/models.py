from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.tenancy import Scope
from hiretrack.tenancy.rows import TenantManager, TenantModel, TenantQuerySet
from jobs.choices import EmploymentType, JobStatus, PageEventKind, SalaryPeriod
from jobs.search import Computed, Fold, Spoken

MAX_DESCRIPTION = 50_000
MAX_LIST = 30
"""How many tags, and how many languages, a job may carry."""


def _published() -> Q:
    return Q(status=JobStatus.PUBLISHED)


def _newest(*first: Any) -> list[Any]:
    return [*first, F("published_at").desc(), F("id").desc()]


class Opening(models.Model):
    """The columns that a job and its published face share."""

    title = models.CharField(_("title"), max_length=200)
    description_md = models.TextField(_("description"), blank=True, max_length=MAX_DESCRIPTION, help_text="Markdown")
    company = models.CharField(
        _("company"), max_length=200, blank=True, help_text=_("shown instead of the employer's name")
    )
    department = models.CharField(_("department"), max_length=100, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2, such as DE"))
    remote = models.BooleanField(_("remote"), default=False)
    languages = ArrayField(
        models.CharField(max_length=35),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("BCP 47 tags, such as en, de-AT"),
    )
    tags = ArrayField(models.CharField(max_length=50), verbose_name=_("tags"), default=list, blank=True)
    employment_type = models.CharField(
        _("employment type"), max_length=16, choices=EmploymentType.choices, default=EmploymentType.FULL_TIME
    )
    salary_min = models.DecimalField(
        _("minimum"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    salary_max = models.DecimalField(
        _("maximum"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    salary_currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("ISO 4217, such as EUR"))
    salary_period = models.CharField(_("paid"), max_length=8, choices=SalaryPeriod.choices, blank=True)
    questions = models.JSONField(
        _("questions"), default=list, blank=True, help_text="screening questions: see jobs/questions.py"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    search = Computed(
        expression=Func(F("title"), F("department"), F("tags"), F("description_md"), function="job_search_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    salary_yearly = Computed(
        expression=Func(
            Coalesce(F("salary_max"), F("salary_min")),
            NullIf(F("salary_period"), models.Value("")),
            function="job_salary_yearly",
        ),
        output_field=models.DecimalField(max_digits=16, decimal_places=2),
        db_persist=True,
        help_text="the top of the pay range for a year, in its own currency",
    )

    class Meta:
        abstract = True


def longest(name: str) -> int:
    """How many characters a job's text column takes; 0 for no limit."""
    return int(getattr(Job._meta.get_field(name), "max_length", 0) or 0)


class JobManager(TenantManager["Job"]):
    """Without the search vector, which nobody reads and which is larger than the rest of the row."""

    def get_queryset(self) -> TenantQuerySet[Job]:
        return super().get_queryset().defer("search", "salary_yearly")


class Job(TenantModel, Opening):
    """An opening. Published ones are public; a closed one leaves every public place."""

    public_rows = Q(status=JobStatus.PUBLISHED)

    status = models.CharField(
        _("status"), max_length=16, choices=JobStatus.choices, default=JobStatus.DRAFT, editable=False
    )
    fair_review = models.BooleanField(
        _("fair review"),
        default=False,
        db_default=False,
        help_text=_("hides who applicants are until the interview stage"),
    )
    external_id = models.CharField(
        max_length=200, blank=True, editable=False, help_text="the row's id where it was imported from"
    )
    source_url = models.URLField(
        max_length=500, blank=True, editable=False, help_text="the listing it was imported from"
    )
    source_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="of the imported row: an unchanged one is left alone"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        "employers.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    objects: ClassVar[JobManager] = JobManager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "external_id"], condition=~Q(external_id=""), name="job_external_id"
            ),
            models.CheckConstraint(condition=Q(status__in=JobStatus.values), name="job_status_known"),
            models.CheckConstraint(condition=Q(employment_type__in=EmploymentType.values), name="job_type_known"),
            models.CheckConstraint(
                condition=Q(salary_period__in=[*SalaryPeriod.values, ""]), name="job_salary_period_known"
            ),
            models.CheckConstraint(
                condition=Q(salary_min=None) | Q(salary_max=None) | Q(salary_min__lte=F("salary_max")),
                name="job_salary_in_order",
            ),
            models.CheckConstraint(
                condition=Q(salary_min=None) | Q(salary_min__gte=0), name="job_salary_min_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(salary_max=None) | Q(salary_max__gte=0), name="job_salary_max_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(salary_min=None, salary_max=None) | ~Q(salary_currency="") & ~Q(salary_period=""),
                name="job_salary_has_currency_and_period",
            ),
            models.CheckConstraint(
                condition=Q(status=JobStatus.DRAFT) | Q(published_at__isnull=False), name="job_published_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.CLOSED) | Q(closed_at__isnull=False), name="job_closed_has_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index("employer", F("created_at").desc(), F("id").desc(), name="job_newest"),
            models.Index("employer", "status", F("created_at").desc(), F("id").desc(), name="job_by_status"),
            models.Index("closes_at", condition=_published() & Q(closes_at__isnull=False), name="job_closing"),
            # The public list. PostgreSQL uses a partial index only where the query says the same constant, which the
            # view jobs_published does.
            models.Index(*_newest(), condition=_published(), name="job_public_newest"),
            models.Index(*_newest("employer"), condition=_published(), name="job_public_employer"),
            models.Index(*_newest("country"), condition=_published(), name="job_public_country"),
            models.Index(*_newest(Fold("department")), condition=_published(), name="job_public_department"),
            models.Index(*_newest("employment_type"), condition=_published(), name="job_public_type"),
            models.Index(*_newest(), condition=_published() & Q(remote=True), name="job_public_remote"),
            models.Index("salary_yearly", condition=_published(), name="job_public_salary"),
            # All that sitemaps and jobs.xml need to find their way through hundreds of thousands, without the rows.
            models.Index(
                fields=["id"], include=["employer", "updated_at"], condition=_published(), name="job_public_ids"
            ),
            # One index for words, for a part of the location's name, and for both at once.
            GinIndex(
                OpClass(F("search"), "tsvector_ops"),
                OpClass(Fold("location"), "gin_trgm_ops"),
                condition=_published(),
                name="job_public_search",
            ),
            GinIndex(OpClass(Fold("title"), "gin_trgm_ops"), condition=_published(), name="job_public_title"),
            GinIndex(Spoken("languages"), condition=_published(), name="job_public_languages"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.status == JobStatus.PUBLISHED


class PublishedJob(TenantModel, Opening):
    """A published job with what everybody may know of its employer: the view `jobs_published`, for reading only.

    Search goes through it because PostgreSQL will not use an index for `@@`, LIKE or `@>` before a table's policies
    have been applied (those operators are not leakproof). The view holds published rows only, in every scope.
    """

    published_at = models.DateTimeField()
    employer_name = models.CharField(max_length=200)
    employer_slug = models.SlugField(max_length=80)
    employer_logo_url = models.URLField(max_length=500)
    employer_website = models.URLField(max_length=500)

    class Meta:
        managed = False
        db_table = "jobs_published"
        ordering: ClassVar = ["-published_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def rows_in(cls, scope: Scope) -> Q | None:  # noqa: ARG003
        """Published is public: the same rows in every scope."""
        return None


class PageEvent(TenantModel):
    """Somebody saw a job's page, or began to apply. Who it was is neither known nor asked: no address, no program,
    no cookie, and no two events that could be told to be the same visitor's.
    """

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=PageEventKind.choices)
    source = models.CharField(max_length=60, blank=True, help_text="what the link said about itself")
    referrer_host = models.CharField(max_length=253, blank=True, help_text="the other site that held the link")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=PageEventKind.values), name="page_event_kind_known"),
        ]
        indexes: ClassVar = [
            models.Index("employer", "job", "kind", "at", name="page_event_of_job"),
            models.Index("at", name="page_event_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.job_id}"


class KeptPosting(TenantModel):
    """A published job as the document for aggregators tells it, kept because making it takes a millisecond and the
    document has all jobs.

    It holds while the three below are what they were; otherwise it is made again, and until then not used.
    """

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=16, help_text="how postings were written then")
    changed_at = models.DateTimeField(help_text="the job's last change")
    employer_name = models.CharField(max_length=200)
    text = models.TextField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["employer", "job"], name="posting_once_per_job")]

    def __str__(self) -> str:
        return f"posting of {self.job_id}"


class ValidPosting(TenantModel):
    """Those of published jobs that still hold, by the job's id: the view `jobs_valid_posting`, for reading only."""

    form = models.CharField(max_length=16)
    text = models.TextField()

    class Meta:
        managed = False
        db_table = "jobs_valid_posting"

    def __str__(self) -> str:
        return f"posting of {self.pk}"

    @classmethod
    def rows_in(cls, scope: Scope) -> Q | None:  # noqa: ARG003
        """Published is public: the same rows in every scope."""
        return None
