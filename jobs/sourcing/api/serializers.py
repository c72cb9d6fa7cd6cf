"""Bodies, query strings and answers of the operations on boards and listings."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.fields import FlagField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from hiretrack.background.api.serializers import TaskSerializer
from jobs.choices import SalaryPeriod
from jobs.search import RANKED
from jobs.sourcing.api.fields import BoardAddressField, ConfigField, OptionField
from jobs.sourcing.choices import OPEN, BoardKind, ListingSort, ScanState, Trigger
from jobs.sourcing.models import LEAST_INTERVAL, MAX_KEYWORDS, MOST_INTERVAL

Answer = serializers.Serializer[Any]


class BoardBodySerializer(StrictSerializer):
    name = serializers.CharField(max_length=100, help_text="Yours; also the company of listings that name none.")
    kind = serializers.ChoiceField(choices=BoardKind.choices)
    url = BoardAddressField(help_text="Where its jobs are listed. An address can be watched once.")
    enabled = serializers.BooleanField(
        required=False, help_text="Whether it is scanned on schedule; true if not given."
    )
    scan_interval_minutes = serializers.IntegerField(
        min_value=LEAST_INTERVAL, max_value=MOST_INTERVAL, required=False, help_text="360 if not given."
    )
    keyword_filters = serializers.ListField(
        child=serializers.CharField(max_length=100),
        required=False,
        max_length=MAX_KEYWORDS,
        help_text="Only listings that name one of them; one with a leading minus leaves out those that do.",
    )
    scraper_config = ConfigField(required=False, help_text="How to read it: selectors and pages, by its kind.")
    open_to_candidates = serializers.BooleanField(
        required=False, help_text="Whether candidates of this installation see its listings."
    )


class OpenScanSerializer(Answer):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=[(state, state.label) for state in OPEN])
    task_id = serializers.UUIDField(allow_null=True, help_text="Its progress: `GET /v1/tasks/{taskId}`.")
    created_at = serializers.DateTimeField()


class BoardSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=BoardKind.choices)
    url = serializers.CharField()
    enabled = serializers.BooleanField()
    scan_interval_minutes = serializers.IntegerField(min_value=LEAST_INTERVAL, max_value=MOST_INTERVAL)
    keyword_filters = serializers.ListField(child=serializers.CharField())
    scraper_config = serializers.DictField(child=OptionField())
    open_to_candidates = serializers.BooleanField()
    next_scan_at = serializers.DateTimeField(allow_null=True, help_text="Null while it is switched off.")
    last_scanned_at = serializers.DateTimeField(allow_null=True)
    last_scan_status = serializers.ChoiceField(choices=ScanState.choices, allow_null=True)
    last_scan_error = serializers.CharField(allow_null=True, help_text="In words for recruiters.")
    open_scan = OpenScanSerializer(allow_null=True, help_text="The scan that is queued or running now.")
    created_by_id = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class BoardsQuery(QuerySerializer):
    kind = serializers.ChoiceField(choices=BoardKind.choices, required=False, help_text="Only boards of this kind.")
    enabled = FlagField(required=False, help_text="Only boards that are, or are not, scanned on schedule.")


class ScanSerializer(Answer):
    id = serializers.UUIDField()
    board_id = serializers.UUIDField()
    task_id = serializers.UUIDField(allow_null=True)
    trigger = serializers.ChoiceField(choices=Trigger.choices)
    state = serializers.ChoiceField(
        choices=ScanState.choices,
        help_text="partial: some pages could not be read; what was read is kept, and nothing counts as gone.",
    )
    pages = serializers.IntegerField(min_value=0, help_text="Read and understood.")
    failed_pages = serializers.IntegerField(min_value=0)
    found = serializers.IntegerField(min_value=0, help_text="Postings that were read, those filtered out too.")
    skipped = serializers.IntegerField(min_value=0, help_text="Entries without a title or an address.")
    filtered = serializers.IntegerField(min_value=0, help_text="Left out by the board's keywords.")
    added = serializers.IntegerField(min_value=0)
    changed = serializers.IntegerField(min_value=0)
    returned = serializers.IntegerField(min_value=0, help_text="Were gone and stand there again.")
    gone = serializers.IntegerField(min_value=0, help_text="Had been missing for two whole scans.")
    error = serializers.CharField(allow_null=True, help_text="In words for recruiters.")
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class ScanStartedSerializer(Answer):
    scan = ScanSerializer()
    task = TaskSerializer()


class ListingShownSerializer(Answer):
    id = serializers.UUIDField()
    board_id = serializers.UUIDField(help_text="Where it was seen first.")
    board_name = serializers.CharField(allow_null=True, help_text="Null for candidates.")
    title = serializers.CharField()
    company = serializers.CharField(allow_blank=True)
    location = serializers.CharField(allow_blank=True)
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1 alpha-2, if the location tells.")
    remote = serializers.BooleanField()
    url = serializers.CharField(help_text="Its own page, on the board.")
    salary_min = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    salary_max = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    salary_currency = serializers.CharField(allow_null=True)
    salary_period = serializers.ChoiceField(choices=SalaryPeriod.choices, allow_null=True)
    posted_at = serializers.DateTimeField(allow_null=True, help_text="As the board says, if it does.")
    is_new = serializers.BooleanField(help_text="No recruiter has read it yet; for candidates: they have not.")
    is_hidden = serializers.BooleanField(help_text="Put aside by a recruiter; for candidates: by themselves.")
    first_seen_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    gone_at = serializers.DateTimeField(allow_null=True, help_text="When two whole scans had missed it everywhere.")
    adopted_job_id = serializers.UUIDField(allow_null=True, help_text="The job made of it. Null for candidates.")
    score = serializers.IntegerField(
        min_value=0,
        max_value=100,
        allow_null=True,
        help_text="How well it fits the candidate's profile; null until they were compared, and for recruiters.",
    )
    updated_at = serializers.DateTimeField()


class ListingItemSerializer(ListingShownSerializer):
    summary = serializers.CharField(allow_blank=True, help_text="The beginning of the description, on one line.")


class SeenOnSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    last_seen_at = serializers.DateTimeField()


class ListingSerializer(ListingShownSerializer):
    description = serializers.CharField(allow_blank=True, help_text="Text without markup.")
    boards = SeenOnSerializer(many=True, help_text="Every board where it was seen. Empty for candidates.")


class ListingsQuery(QuerySerializer):
    q = serializers.CharField(
        max_length=200, required=False, help_text='Words that all must occur, "phrases in quotes", OR, and -not.'
    )
    board = serializers.UUIDField(required=False, help_text="Only listings that were seen on this board.")
    location = serializers.CharField(
        max_length=200, required=False, help_text="Any part of the location's name, accents or not."
    )
    country = serializers.RegexField(r"^[A-Z]{2}$", required=False, help_text="ISO 3166-1 alpha-2.")
    remote = FlagField(required=False, help_text="Whether the work can be done from elsewhere.")
    is_new = FlagField(required=False, help_text="Only those that nobody has read yet, or those that somebody has.")
    hidden = FlagField(required=False, help_text="Only what was put aside; without it, or with false, all else.")
    gone = FlagField(required=False, help_text="Only what its boards don't show any more; otherwise all else.")
    min_score = serializers.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        help_text=(
            "Scores are candidates': a listing without one counts as 0, and for recruiters none has one, so that"
            " anything above 0 leaves them nothing."
        ),
    )
    max_score = serializers.IntegerField(
        min_value=0, max_value=100, required=False, help_text="A listing without a score counts as 0."
    )
    sort = serializers.ChoiceField(
        choices=ListingSort.choices,
        required=False,
        help_text=(
            f"By first sight, `newest` first if not given. `relevance` (with q) ranks the newest {RANKED:,} that match;"
            f" `score` lists the {RANKED:,} that fit the candidate best, and then the newest."
        ),
    )
