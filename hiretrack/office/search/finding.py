"""What a few typed letters find. Each kind is one bounded query, of the user's own employer and role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import F, Q, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from applicants.models import Applicant
from applicants.queries import named
from employers.models import User
from jobs.models import Job
from jobs.search import Fold

EACH = 6
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Found:
    title: str
    description: str
    link: str
    icon: str


def found(request: HttpRequest, words: str) -> list[Found]:
    term = words.strip()[:LONGEST]
    if not term:
        return []
    user: Any = request.user
    return [one for kind in KINDS for one in kind(request, user, term)]


def _pages(request: HttpRequest, user: User, term: str) -> Iterator[Found]:  # noqa: ARG001
    groups = admin.site.each_context(request)["sidebar_navigation"]
    entries = [item for group in groups for item in group["items"] if item.get("has_permission")]
    named_so = [item for item in entries if term.lower() in strip_tags(str(item["title"])).lower()]
    for item in named_so[:EACH]:
        yield Found(str(item["title"]), _("Page"), str(item["link"]), item.get("icon") or "web_asset")


def _jobs(request: HttpRequest, user: User, term: str) -> Iterator[Found]:  # noqa: ARG001
    if not user.has_perm("jobs.view_job"):
        return
    rows = Job.objects.alias(_title=Fold("title")).filter(Q(_title__contains=Fold(Value(term))))
    for job in rows.order_by(F("published_at").desc(nulls_last=True), "-id")[:EACH]:
        place = job.location or job.department
        about = f"{job.get_status_display()} · {place}" if place else job.get_status_display()
        yield Found(job.title, about, reverse("office:board", args=[job.pk]), "work")


def _people(request: HttpRequest, user: User, term: str) -> Iterator[Found]:  # noqa: ARG001
    if not user.has_perm("applicants.view_applicant"):
        return
    rows = named(term, Applicant.objects.filter(merged_into=None, erased_at=None, identity_hidden=False))
    for person in rows.order_by("-created_at", "-id")[:EACH]:
        about = person.headline or person.location or person.email
        yield Found(person.name, about, reverse("admin:applicants_applicant_change", args=[person.pk]), "person")
    query = urlencode({"q": term})
    in_lists = _("Names, skills and words of CVs")
    link = f"{reverse('admin:applicants_applicant_changelist')}?{query}"
    yield Found(_("All applicants with “%(words)s”") % {"words": term}, in_lists, link, "manage_search")


KINDS: tuple[Callable[[HttpRequest, User, str], Iterator[Found]], ...] = (_pages, _jobs, _people)
