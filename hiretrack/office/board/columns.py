from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse

from applications.choices import ApplicationStatus
from applications.queries import board
from hiretrack.office.board.asking import CLOSED, Asked
from hiretrack.office.board.cards import Page, first_pages


@dataclass(frozen=True, slots=True)
class Column:
    """One stage. A column that is closed has no page yet: its script asks for it once it opens."""

    job_id: uuid.UUID
    status: ApplicationStatus
    count: int
    is_open: bool
    asked: Asked
    page: Page | None = None

    @property
    def label(self) -> str:
        return str(self.status.label)

    @property
    def shown_count(self) -> str:
        return shown_count(self.count)

    @property
    def may_close(self) -> bool:
        return self.status in CLOSED

    @property
    def following(self) -> str:
        """Where the next cards are; empty at the end."""
        if self.page is not None and not self.page.following:
            return ""
        cursor = urlencode({"cursor": self.page.following}) if self.page else ""
        query = "&".join(part for part in (self.asked.query, cursor) if part)
        return f"{reverse('office:board-column', args=[self.job_id, self.status])}?{query}"

    @property
    def in_list(self) -> str:
        """The same applications in the plain list."""
        query = urlencode({"job__id__exact": self.job_id, "status__exact": self.status})
        return f"{reverse('admin:applications_application_changelist')}?{query}"


def columns_of(job_id: uuid.UUID, asked: Asked) -> list[Column]:
    """All stages, in three queries."""
    counted = board.counts(job_id, asked.wanted)
    opened = [status for status in ApplicationStatus if asked.is_open(status)]
    pages = first_pages(job_id, opened, asked)
    return [
        Column(job_id, status, counted[status], status in opened, asked, pages.get(status))
        for status in ApplicationStatus
    ]


def shown_counts(counted: Mapping[str, int]) -> dict[str, str]:
    return {status: shown_count(count) for status, count in counted.items()}


def shown_count(count: int) -> str:
    most: Any = board.MOST_COUNTED
    return f"{intcomma(most)}+" if count > most else str(intcomma(count))
