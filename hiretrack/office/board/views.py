"""The pipeline board of a job: the page, what loads as it scrolls, and what catches up with other recruiters."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationStatus, Source
from applications.queries import board
from employers.models import User
from hiretrack.office.board import cards
from hiretrack.office.board.asking import BoardSort, asked_by
from hiretrack.office.board.columns import Column, columns_of, shown_counts
from hiretrack.office.board.forms import DELAYS, SOURCES
from hiretrack.office.board.rules import rules
from hiretrack.office.board.telling import step_in_words
from hiretrack.office.pages import OfficePage, OfficeView
from jobs.choices import JobStatus
from jobs.models import Job

MOST_JOBS = 200
MOST_CHANGES = 40
"""Of more at once the page loads itself anew."""


class BoardView(OfficeView):
    permission = "applications.view_application"
    write_permission = "applications.change_application"

    @property
    def job(self) -> Job:
        found: Job = get_object_or_404(Job.objects.only("id", "title", "status"), pk=self.kwargs["job_id"])
        return found


class BoardPage(BoardView, OfficePage):
    """With `?part=columns` the columns alone: a filter has changed."""

    title = _("Pipeline board")

    @property
    def is_part(self) -> bool:
        return self.request.GET.get("part") == "columns"

    def get_template_names(self) -> list[str]:
        return ["office/board/columns.html" if self.is_part else "office/board/page.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, job = asked_by(self.request.GET), self.job
        shown = {"job": job, "asked": asked, "columns": columns_of(job.pk, asked), "may_write": self.may_write}
        # A part says nothing of the site around it.
        return shown if self.is_part else super().get_context_data(**kwargs) | shown | self._around(job)

    def _around(self, job: Job) -> dict[str, Any]:
        return {
            "is_fullwidth": "1",
            "now": timezone.now(),
            "title": job.title,
            "jobs": other_jobs(job),
            "rules": rules(),
            "sorts": BoardSort.choices,
            "sources": Source.choices,
            "own_sources": [(str(one), one.label) for one in SOURCES],
            "delays": [(name, label) for name, (label, _delay) in DELAYS.items()],
            "live_url": f"{settings.LIVE_URL}/ws/events",
            "may_add": self.user.has_perm("applications.add_application") and job.status != JobStatus.DRAFT,
            "may_edit_job": self.user.has_perm("jobs.view_job"),
        }


class ColumnPart(BoardView, OfficePage):
    """The next cards of one column."""

    template_name = "office/board/more.html"

    def get_context_data(self, **_kwargs: Any) -> dict[str, Any]:
        job_id, status = self.kwargs["job_id"], self.kwargs["status"]
        if status not in ApplicationStatus.values:
            raise Http404
        asked = asked_by(self.request.GET)
        page = cards.next_page(self.job.pk, status, asked, self.request.GET.get("cursor", ""))
        column = Column(job_id, ApplicationStatus(status), 0, is_open=True, asked=asked, page=page)
        return {"column": column, "may_write": self.may_write}


class ChangesPart(BoardView):
    """Cards with the ids of `id`, or changed since `since`, as they are now; and who moved them."""

    def get(self, request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
        now, asked = timezone.now(), asked_by(request.GET)
        job_id = self.job.pk
        found = board.changed(job_id, **_which(request), limit=MOST_CHANGES + 1)
        answer: dict[str, Any] = {"now": now.isoformat(), "reload": len(found) > MOST_CHANGES}
        if found and not answer["reload"]:
            shown = cards.some(job_id, found, asked)
            answer["cards"] = cards_with_news(shown, user=self.user, may_write=self.may_write)
            answer["gone"] = [str(pk) for pk in {*found} - {card.pk for card in shown}]
            answer["counts"] = shown_counts(board.counts(job_id, asked.wanted))
        return JsonResponse(answer)


def cards_with_news(shown: list[cards.Card], *, user: User, may_write: bool) -> list[dict[str, Any]]:
    """With the last step of each: in words, when it was taken, and whether `user` took it."""
    steps = board.last_steps([card.pk for card in shown]) if shown else {}
    return [
        {
            "id": str(card.pk),
            "status": card.row["status"],
            "html": card_html(card, may_write=may_write),
            **news_of(card, steps.get(card.pk), user),
        }
        for card in shown
    ]


def news_of(card: cards.Card, step: board.Row | None, user: User) -> dict[str, Any]:
    at = (step["changed_at"] if step else card.row["created_at"]).timestamp()
    own = step is not None and step["changed_by_id"] == user.pk
    return {"said": step_in_words(card.row["name"], step), "at": at, "own": own}


def card_html(card: cards.Card, *, may_write: bool) -> str:
    return render_to_string("office/board/card.html", {"card": card, "may_write": may_write})


def other_jobs(job: Job) -> QuerySet[Job]:
    """What somebody may want to look at next: the open jobs."""
    rows = Job.objects.filter(status=JobStatus.PUBLISHED).exclude(pk=job.pk).only("id", "title", "location")
    return rows.order_by("title", "pk")[:MOST_JOBS]


def _which(request: HttpRequest) -> dict[str, Any]:
    try:
        ids = [uuid.UUID(value) for value in request.GET.getlist("id")[: MOST_CHANGES + 1]]
        since = dt.datetime.fromisoformat(request.GET["since"]) if "since" in request.GET else None
        if since is not None and since.tzinfo is None:
            since = since.replace(tzinfo=dt.UTC)
    except ValueError as error:
        raise BadRequest("id: application ids; since: a moment such as 2026-01-31T12:00:00Z.") from error
    return {"ids": ids, "since": since}
