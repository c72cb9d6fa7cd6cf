"""Job boards of others that an employer watches, what stands on them, and each look at them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.tenancy import Scope, ScopeKind
from hiretrack.tenancy.people import PersonModel
from hiretrack.tenancy.rows import TenantManager, TenantModel, TenantQuerySet
from jobs.choices import SalaryPeriod
from jobs.search import Computed
from jobs.sourcing import found  # noqa: F401 - its models belong to this app
from jobs.sourcing.choices import OPEN, BoardKind, FoundAs, ScanState, Trigger

LEAST_INTERVAL, MOST_INTERVAL = 15, 7 * 24 * 60
MAX_KEYWORDS = 50
MAX_DESCRIPTION = 50_000


class JobBoard(TenantModel):
    """A place on the web where jobs are advertised. It is scanned on schedule while it is enabled."""

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=16, choices=BoardKind.choices)
    url = models.URLField(_("address"), max_length=500)
    enabled = models.BooleanField(_("enabled"), default=True, help_text=_("scanned on schedule"))
    scan_interval_minutes = models.PositiveIntegerField(
        _("scan every"),
        default=360,
        validators=[MinValueValidator(LEAST_INTERVAL), MaxValueValidator(MOST_INTERVAL)],
        help_text=_("minutes, from 15 to 10,080 (a week)"),
    )
    keyword_filters = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("keywords"),
        default=list,
        blank=True,
        help_text=_("only listings that name one of them; a leading minus leaves out those that do"),
    )
    scraper_config = models.JSONField(
        _("how to read it"), default=dict, blank=True, help_text=_("selectors and pages; see the manual")
    )
    open_to_candidates = models.BooleanField(
        _("open to candidates"),
        default=False,
        help_text=_("candidates of this installation see its listings and how well they fit"),
    )
    etag = models.CharField(max_length=300, blank=True, editable=False, help_text="of the first page's last answer")
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    next_scan_at = models.DateTimeField(_("next scan"), default=timezone.now, editable=False)
    last_scanned_at = models.DateTimeField(_("last scan"), null=True, editable=False)
    last_scan_status = models.CharField(
        _("last scan's outcome"), max_length=16, choices=ScanState.choices, blank=True, editable=False
    )
    last_scan_error = models.CharField(_("last scan's error"), max_length=500, blank=True, editable=False)
    created_by = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("job board")
        verbose_name_plural = _("job boards")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "url"], name="board_once_per_address"),
            models.CheckConstraint(condition=Q(kind__in=BoardKind.values), name="board_kind_known"),
            models.CheckConstraint(
                condition=Q(scan_interval_minutes__gte=LEAST_INTERVAL, scan_interval_minutes__lte=MOST_INTERVAL),
                name="board_interval_in_range",
            ),
        ]
        indexes: ClassVar = [
            models.Index("next_scan_at", condition=Q(enabled=True), name="board_due"),
            models.Index("employer", F("created_at").desc(), F("id").desc(), name="board_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class Scan(TenantModel):
    """One look at a board. A board has one open scan at most, which the database holds to."""

    board = models.ForeignKey(JobBoard, on_delete=models.CASCADE, related_name="scans", verbose_name=_("board"))
    run = models.ForeignKey("background.TaskRun", on_delete=models.SET_NULL, null=True, related_name="+")
    trigger = models.CharField(max_length=16, choices=Trigger.choices, default=Trigger.SCHEDULE)
    state = models.CharField(_("state"), max_length=16, choices=ScanState.choices, default=ScanState.QUEUED)
    pages = models.PositiveIntegerField(_("pages"), default=0, help_text="read and understood")
    failed_pages = models.PositiveIntegerField(_("failed pages"), default=0)
    found = models.PositiveIntegerField(_("found"), default=0, help_text="postings read, those filtered out too")
    filtered = models.PositiveIntegerField(_("filtered out"), default=0)
    skipped = models.PositiveIntegerField(_("skipped"), default=0, help_text="entries without a title or an address")
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    returned = models.PositiveIntegerField(_("back again"), default=0, help_text="were gone and stand there again")
    gone = models.PositiveIntegerField(_("gone"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="it begins again when its worker was lost")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    touched_at = models.DateTimeField(default=timezone.now, help_text="the last sign of life")
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "board"], condition=Q(state__in=OPEN), name="scan_one_open"),
            models.CheckConstraint(condition=Q(state__in=ScanState.values), name="scan_state_known"),
        ]
        indexes: ClassVar = [
            models.Index("employer", "board", F("created_at").desc(), F("id").desc(), name="scan_of_board"),
            models.Index("touched_at", condition=Q(state__in=OPEN), name="scan_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.created_at:%Y-%m-%d %H:%M}"


class ListingManager(TenantManager["Listing"]):
    """Without the search vector, which nobody reads."""

    def get_queryset(self) -> TenantQuerySet[Listing]:
        return super().get_queryset().defer("search")


class Listing(TenantModel):
    """A job that somebody advertises elsewhere. The same one on two boards is one listing (`dedup_hash`)."""

    board = models.ForeignKey(JobBoard, on_delete=models.CASCADE, related_name="listings", verbose_name=_("board"))
    title = models.CharField(_("title"), max_length=300)
    company = models.CharField(_("company"), max_length=200, blank=True)
    location = models.CharField(_("location"), max_length=300, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    remote = models.BooleanField(_("remote"), default=False)
    url = models.URLField(_("address"), max_length=1000)
    external_id = models.CharField(max_length=200, blank=True, help_text="the board's own name for it")
    description = models.TextField(_("description"), blank=True, help_text="text without markup")
    salary_min = models.DecimalField(_("minimum"), max_digits=12, decimal_places=2, null=True)
    salary_max = models.DecimalField(_("maximum"), max_digits=12, decimal_places=2, null=True)
    salary_currency = models.CharField(max_length=3, blank=True)
    salary_period = models.CharField(max_length=8, choices=SalaryPeriod.choices, blank=True)
    posted_at = models.DateTimeField(_("posted"), null=True)
    dedup_hash = models.CharField(
        max_length=64, help_text="SHA-256 of the normalised title, company, location and the address's host"
    )
    content_hash = models.CharField(max_length=64, help_text="of all that a scan reads: tells whether it changed")
    is_new = models.BooleanField(_("new"), default=True, help_text="nobody has read it yet")
    is_hidden = models.BooleanField(_("hidden"), default=False)
    open_to_candidates = models.BooleanField(default=False, help_text="as its board says")
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(
        _("last seen"), default=timezone.now, help_text="to the day while it stands there, exact once it is missed"
    )
    gone_at = models.DateTimeField(_("gone"), null=True)
    adopted_as = models.ForeignKey(
        "jobs.Job", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("adopted as")
    )
    updated_at = models.DateTimeField(default=timezone.now)
    search = Computed(
        expression=Func(F("title"), F("company"), F("location"), F("description"), function="listing_search_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[ListingManager] = ListingManager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering: ClassVar = ["-first_seen_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "dedup_hash"], name="listing_once"),
            models.CheckConstraint(
                condition=Q(salary_period__in=[*SalaryPeriod.values, ""]), name="listing_salary_period_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index("employer", F("first_seen_at").desc(), F("id").desc(), name="listing_newest"),
            models.Index("employer", "board", F("first_seen_at").desc(), F("id").desc(), name="listing_of_board"),
            models.Index(
                F("first_seen_at").desc(),
                F("id").desc(),
                condition=Q(open_to_candidates=True, gone_at=None, is_hidden=False),
                name="listing_for_candidates",
            ),
            GinIndex(fields=["search"], name="listing_search"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def rows_in(cls, scope: Scope) -> Q | None:
        """Candidates read what stands on boards that were opened to them. The table's policy says the same."""
        if scope.kind is ScopeKind.PERSON:
            return Q(open_to_candidates=True, is_hidden=False)
        return super().rows_in(scope)


class Sighting(TenantModel):
    """A listing seen on a board: the same job may stand on several, and is gone when it stands on none."""

    board = models.ForeignKey(JobBoard, on_delete=models.CASCADE, related_name="+")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="sightings")
    # No foreign key: each scan writes every sighting, which an index on this column would make twice as dear, and scans
    # are forgotten after some months.
    last_scan_id = models.UUIDField(null=True, help_text="the scan that saw it last")
    found_as = models.CharField(max_length=8, choices=FoundAs.choices, default=FoundAs.ADDED, help_text="by that scan")
    missed_scans = models.PositiveSmallIntegerField(default=0, help_text="whole scans without it, one after another")
    last_seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "board", "listing"], name="sighting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} on {self.board_id}"


class ListingMark(PersonModel):
    """What a candidate did with a listing: theirs alone, no recruiter sees it."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "listing"], name="listing_mark_once"),
        ]

    def __str__(self) -> str:
        return f"Mark on {self.listing_id}"
