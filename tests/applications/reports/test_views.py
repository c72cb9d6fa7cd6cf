from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.api.views.reports import VIEWS
from applications.models import Application, ApplicationStage
from employers.models import Employer
from employers.services.api_keys import issue_api_key
from hiretrack.tenancy import employer_scope
from jobs.models import PageEvent
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import ApiClient

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
REPORTS = sorted(VIEWS)


def walked(*statuses: str, start: dt.datetime = NOW, **given: Any) -> Application:
    """An application that took one step a day."""
    made: Application = ApplicationFactory(created_at=start, **given)
    before = ""
    for day, status in enumerate(("new", *statuses)):
        at = start + dt.timedelta(days=day)
        ApplicationStage.objects.create(application=made, from_status=before, status=status, changed_at=at)
        before = status
    return made


@pytest.fixture
def viewer(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("viewer", employer)


def stage(answer: Any, name: str) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    (found,) = [row for row in answer.json()["stages"] if row["stage"] == name]
    return dict(found)


def test_funnel_tells_what_was_so_on_a_past_day(viewer: ApiClient, scope: Employer) -> None:
    walked("screening", "interview")

    early = viewer.get("/v1/reports/funnel?as_of=2026-03-02")
    late = viewer.get("/v1/reports/funnel?as_of=2026-03-03T12:00:00Z")

    assert early.json()["as_of"] == "2026-03-02T23:59:59.999999Z"
    assert (stage(early, "screening")["now"], stage(early, "interview")["reached"]) == (1, 0)
    assert (stage(late, "screening")["now"], stage(late, "interview")["reached"]) == (0, 1)
    assert stage(late, "screening")["conversion"] == 1.0


def test_funnel_names_the_stage_that_was_left(viewer: ApiClient, scope: Employer) -> None:
    walked("screening", "rejected")
    walked("screening", "rejected", "screening")

    left = stage(viewer.get("/v1/reports/funnel"), "screening")

    assert (left["now"], left["rejected"], left["reached"]) == (1, 1, 2)


def test_funnel_begins_with_the_visits_of_the_period(viewer: ApiClient, scope: Employer) -> None:
    job = published_job()
    for day, kind in ((1, "view"), (2, "view"), (2, "apply_start"), (9, "view")):
        PageEvent.objects.create(job=job, kind=kind, at=NOW + dt.timedelta(days=day))

    answer = viewer.get(f"/v1/reports/funnel?from=2026-03-03&to=2026-03-09&job={job.pk}").json()

    assert answer["visits"] == {"views": 1, "apply_starts": 1}


def test_undone_move_never_was(viewer: ApiClient, scope: Employer) -> None:
    walked("screening", "rejected", "screening")
    ApplicationStage.objects.filter(changed_at__gt=NOW + dt.timedelta(days=1)).update(undone=True)

    times = stage(viewer.get("/v1/reports/time-in-stage"), "screening")
    assert (times["ended"], times["open"]["count"]) == (0, 1)


def test_superseded_application_is_in_no_report(viewer: ApiClient, scope: Employer) -> None:
    kept, other = walked("screening"), walked("screening", "interview")
    Application.objects.filter(pk=other.pk).update(superseded_by=kept)

    assert viewer.get("/v1/reports/funnel").json()["applications"] == 1
    assert viewer.get("/v1/reports/sources").json()["applications"] == 1
    assert viewer.get("/v1/reports/reply-rate").json()["waits"] == 1


def test_cohort_is_of_applications_made_in_the_period(viewer: ApiClient, scope: Employer) -> None:
    walked(start=NOW)
    walked(start=NOW + dt.timedelta(days=5))

    answer = viewer.get("/v1/reports/sources?from=2026-03-01&to=2026-03-06T12:00:00Z").json()

    assert (answer["applications"], answer["from"]) == (1, "2026-03-01T00:00:00Z")


def test_report_of_one_job_leaves_others_out(viewer: ApiClient, scope: Employer) -> None:
    first, _second = walked(), walked()

    assert viewer.get(f"/v1/reports/funnel?job={first.job_id}").json()["applications"] == 1


def test_time_in_stage_keeps_open_stays_apart(viewer: ApiClient, scope: Employer) -> None:
    walked("screening")

    answer = viewer.get("/v1/reports/time-in-stage?as_of=2026-03-04T12:00:00Z")

    assert stage(answer, "new")["median_seconds"] == 86_400
    assert stage(answer, "screening")["ended"] == 0
    assert stage(answer, "screening")["open"] == {"count": 1, "median_seconds": 172_800, "longest_seconds": 172_800}


def test_reply_rate_counts_what_the_candidate_heard(viewer: ApiClient, scope: Employer) -> None:
    walked("screening", "interview")
    walked("screening")
    walked("withdrawn")

    soon = viewer.get("/v1/reports/reply-rate?as_of=2026-03-05").json()
    later = viewer.get("/v1/reports/reply-rate?as_of=2026-04-05").json()

    assert (soon["in_time"], soon["waiting"], soon["withdrawn"], soon["rate"]) == (1, 1, 1, 1.0)
    assert (later["overdue"], later["rate"], later["median_answer_seconds"]) == (1, 0.5, 172_800)


@pytest.mark.parametrize("name", REPORTS)
def test_report_holds_nothing_of_another_employer(
    name: str, viewer: ApiClient, employer: Employer, other_employer: Employer
) -> None:
    empty = viewer.get(f"/v1/reports/{name}?as_of=2026-06-01").json()
    with employer_scope(other_employer.pk):
        foreign = walked("screening", "interview")

    assert viewer.get(f"/v1/reports/{name}?as_of=2026-06-01").json() == empty
    assert viewer.get(f"/v1/reports/{name}?job={foreign.job_id}").status_code == 404


@pytest.mark.parametrize("name", REPORTS)
def test_report_takes_as_many_statements_for_more_rows(name: str, viewer: ApiClient, scope: Employer) -> None:
    assert viewer.get(f"/v1/reports/{name}").status_code == 200
    for more in (1, 2):
        for _ in range(more):
            walked("screening", "interview")
        with CaptureQueriesContext(connection) as seen:
            viewer.get(f"/v1/reports/{name}")
        assert len(seen) == (2 if name == "funnel" else 1)


def test_future_is_now(viewer: ApiClient, scope: Employer) -> None:
    answer = viewer.get("/v1/reports/funnel?as_of=2999-01-01")

    assert dt.datetime.fromisoformat(answer.json()["as_of"]) <= timezone.now()


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("as_of=yesterday", "as_of"),
        ("as_of=2026-02-30", "as_of"),
        ("as_of=2026-03-01T12:00:00", "as_of"),
        ("from=2026-03-02&to=2026-03-02", "to"),
        ("job=7", "job"),
        ("until=2026-03-02", "until"),
    ],
)
def test_unusable_parameter_is_named(query: str, parameter: str, viewer: ApiClient) -> None:
    answer = viewer.get(f"/v1/reports/funnel?{query}")

    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


@pytest.mark.parametrize(("right", "status"), [("reports:read", 200), ("applications:read", 403)])
def test_key_needs_the_reports_module(right: str, status: int, api: ApiClient, scope: Employer) -> None:
    api.token = issue_api_key(name="Figures", scopes=[right]).secret

    assert api.get("/v1/reports/funnel").status_code == status
