"""The tracker of applications made elsewhere: as a list, as a board, and in numbers."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from applicants.choices import AppliedVia, TrackedSort, TrackedStatus
from applicants.models import TrackedApplication
from applicants.tracker import queries, services
from applicants.tracker.dashboard import dashboard
from hiretrack.errors import DomainError, Invalid, NotFound
from hiretrack.portal.accounts.bookmarking import prefilled
from hiretrack.portal.accounts.fields import OwnForm, WebAddressField, line, prose
from hiretrack.portal.accounts.pages import count_expensive, own_page, safe_next, show
from hiretrack.portal.accounts.paging import paged
from hiretrack.portal.accounts.trend import drawn

ON_BOARD = (TrackedStatus.APPLIED, TrackedStatus.INTERVIEWING, TrackedStatus.OFFERED, TrackedStatus.REJECTED)
MOST_IN_COLUMN = 50
MOST_AT_ONCE = 100


class TrackedForm(OwnForm):
    title = line(gettext_lazy("Job"), required=gettext_lazy("Please name the job."))
    company = line(gettext_lazy("Employer"), required=gettext_lazy("Please name the employer."))
    location = line(gettext_lazy("Place"))
    url = WebAddressField(label=gettext_lazy("Address of the job"))
    status = forms.ChoiceField(label=gettext_lazy("Where it stands"), choices=TrackedStatus.choices)
    applied_on = forms.DateField(
        label=gettext_lazy("Applied on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    notes = prose(gettext_lazy("Notes"), 20_000, rows=4)

    def clean_applied_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["applied_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Give the day when you applied, not a later one."))
        return day

    def values(self, row: TrackedApplication | None = None) -> dict[str, Any]:
        """As the services take it. The time of day is not asked for: as long as the day stays, it does too."""
        given = dict(self.cleaned_data)
        day = given.pop("applied_on")
        if row is not None and timezone.localdate(row.applied_at) == day:
            return given
        today = day == timezone.localdate()
        noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
        return given | {"applied_at": timezone.now() if today else noon}


class AddForm(TrackedForm):
    applied_via = forms.ChoiceField(required=False, choices=AppliedVia.choices, widget=forms.HiddenInput)

    def values(self, row: TrackedApplication | None = None) -> dict[str, Any]:
        given = super().values(row)
        return given | {"applied_via": given["applied_via"] or AppliedVia.MANUAL}


class FilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    status = forms.ChoiceField(required=False, choices=[("", gettext_lazy("Any status")), *TrackedStatus.choices])
    sort = forms.ChoiceField(required=False, choices=TrackedSort.choices)


@require_safe
@own_page
def tracker(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    wanted = queries.TrackerFilter(
        q=given.get("q", ""), status=given.get("status", ""), sort=given.get("sort") or TrackedSort.NEWEST
    )
    order = [f"-{name}" if way == "desc" else name for name, way in wanted.ordering]
    page = paged(request, queries.tracked(wanted).order_by(*order))
    context = {"page": page, "form": form, "statuses": TrackedStatus.choices, "is_filtered": bool(request.GET)}
    more = {"here": request.get_full_path(), "is_bare": not page.items and not request.GET}
    return show(request, "tracker", "tracker", context | more)


@require_safe
@own_page
def board(request: HttpRequest) -> HttpResponse:
    """A column a status. One query for all of them: nobody has more than a thousand."""
    columns: dict[TrackedStatus, list[TrackedApplication]] = {status: [] for status in ON_BOARD}
    for row in queries.tracked(queries.TrackerFilter()).filter(status__in=ON_BOARD).order_by("-applied_at", "-id"):
        columns[TrackedStatus(row.status)].append(row)
    shown = [
        {"status": status, "title": status.label, "rows": rows[:MOST_IN_COLUMN], "count": len(rows)}
        for status, rows in columns.items()
    ]
    context = {"columns": shown, "statuses": TrackedStatus.choices, "here": request.path}
    context["is_bare"] = not any(columns.values()) and not TrackedApplication.objects.exists()
    return show(request, "tracker_board", "tracker", context)


@require_safe
@own_page
def numbers(request: HttpRequest) -> HttpResponse:
    told = dashboard()
    labels = dict(TrackedStatus.choices)
    weeks = [week | {"day": dt.date.fromisoformat(week["week"])} for week in told["weeks"]]
    context = {
        "told": told,
        "is_bare": not told["total"],
        "by_status": [(labels[status], count) for status, count in told["by_status"].items()],
        "rate": round(100 * (told["response_rate"] or 0)),
        "weeks": weeks,
        "trend": drawn(weeks),
    }
    return show(request, "tracker_numbers", "tracker", context)


@own_page
def add(request: HttpRequest) -> HttpResponse:
    """An address like `?title=…&company=…&url=…` fills the form: what a bookmark on another site opens. Nothing is kept
    before the candidate has looked it over and sent it."""
    if request.method != "POST":
        given = prefilled(request.GET)
        first = {"status": TrackedStatus.APPLIED, "applied_on": timezone.localdate(), **given}
        return _shown(request, AddForm(initial=first), known=_known(given.get("url", "")))
    form, known = AddForm(request.POST), None
    if form.is_valid():
        known = _known(form.cleaned_data["url"])
        try:
            services.track(values=form.values())
            messages.success(request, _("It is in your tracker."))
            return redirect("portal:tracker")
        except DomainError as error:
            if error.code == "already_tracked":
                form.add_error("url", _("You track this address already."))
            else:
                form.explain(Invalid(error.detail, errors=error.errors))
    return _shown(request, form, known=known)


def _known(url: str) -> TrackedApplication | None:
    return TrackedApplication.objects.filter(url=url).order_by("id").first() if url else None


@own_page
def change(request: HttpRequest, tracked_id: uuid.UUID) -> HttpResponse:
    row = _own(tracked_id)
    names = ("title", "company", "location", "url", "status", "notes")
    first = {name: getattr(row, name) for name in names} | {"applied_on": timezone.localdate(row.applied_at)}
    form = TrackedForm(request.POST) if request.method == "POST" else TrackedForm(initial=first)
    if form.is_valid():
        services.update_tracked(tracked=row, changes=form.values(row))
        messages.success(request, _("Your tracker is saved."))
        return redirect("portal:tracker")
    return _shown(request, form, tracked=row, log=queries.log_of(row))


@require_POST
@own_page
def remove(request: HttpRequest, tracked_id: uuid.UUID) -> HttpResponse:
    services.untrack(tracked=_own(tracked_id))
    messages.success(request, _("It is removed from your tracker."))
    return redirect("portal:tracker")


@require_POST
@own_page
def change_many(request: HttpRequest) -> HttpResponse:
    """Give all that are ticked a status, or remove them; what is not the person's own is left alone."""
    wanted = _ids(request.POST.getlist("id"))
    if len(wanted) > 1:
        count_expensive(request)
    if not wanted:
        messages.error(request, _("Please tick at least one application."))
    elif len(wanted) > MOST_AT_ONCE:
        said = _("At most %(most)s applications at once. Narrow the list by a filter or a search first.")
        messages.error(request, said % {"most": MOST_AT_ONCE})
    else:
        _change(request, wanted)
    then = request.POST.get("next", "")
    ours = safe_next(request, then)
    return HttpResponseRedirect(ours if ours == then else reverse("portal:tracker"))


def _change(request: HttpRequest, wanted: list[uuid.UUID]) -> None:
    status = request.POST.get("status", "")
    if "remove" in request.POST:
        _say(request, len(wanted) - len(services.untrack_many(ids=wanted)))
    elif status in TrackedStatus.values:
        rows = TrackedApplication.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
        _say(request, len([services.update_tracked(tracked=row, changes={"status": status}) for row in rows]))


def _say(request: HttpRequest, count: int) -> None:
    said = ngettext("%(count)d application is changed.", "%(count)d applications are changed.", count)
    messages.success(request, said % {"count": count})


def _ids(given: list[str]) -> list[uuid.UUID]:
    """Each once; what is no id is left out."""
    made: dict[uuid.UUID, None] = {}
    for text in given:
        try:
            made[uuid.UUID(text)] = None
        except ValueError:
            continue
    return list(made)


def _own(tracked_id: uuid.UUID) -> TrackedApplication:
    rows = TrackedApplication.objects.select_for_update(of=("self",))
    found: TrackedApplication | None = rows.filter(pk=tracked_id).first()
    if found is None:
        raise NotFound
    return found


def _shown(request: HttpRequest, form: TrackedForm, **context: Any) -> HttpResponse:
    return show(request, "tracked", "tracker", {"form": form, **context}, status=422 if form.errors else 200)
