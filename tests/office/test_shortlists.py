"""A job's shortlist in the back office: what it shows, and what its buttons do."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from employers.models import Employer, User
from hiretrack.context import Actor, ActorKind, acting_as
from jobs.models import Job
from shortlists.models import Shortlist, ShortlistEntry
from shortlists.services import add_entry, change_entry, remove_entry
from tests.factories.applicants import ApplicantFactory
from tests.factories.shortlists import order, shortlisted
from tests.fixtures import user_with
from tests.office.boards import application
from tests.office.shortlists import job_with_three, list_of, scored

JSON = {"Accept": "application/json"}


@pytest.fixture
def made(scope: Employer) -> tuple[Job, list[Application]]:
    """Ada, Alan and Grace stand on the list, in this order."""
    job, rows = job_with_three()
    shortlisted(job, *(row.applicant for row in rows), notes="Good", score=70)
    return job, rows


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


@pytest.fixture
def bo(employer: Employer) -> Actor:
    user = User.objects.create_user("bo@example.com", name="Bo Berg", employer=employer, roles=["recruiter"])
    return Actor(ActorKind.USER, "Bo Berg", user.pk)


def version(job: Job) -> int:
    return Shortlist.objects.get(job=job).version


def post(client: Client, job: Job, part: str, **fields: Any) -> Any:
    return client.post(list_of(job, part), fields, headers=JSON)


def save_order(client: Client, job: Job, rows: list[Application], seen: int) -> Any:
    return post(client, job, "order/", version=seen, ids=",".join(str(row.applicant_id) for row in rows))


def test_page_shows_each_entry_with_stage_and_scores(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made

    html = recruiter.get(list_of(job)).content.decode()

    assert html.index("Ada Lovelace") < html.index("Alan Turing") < html.index("Grace Hopper")
    assert f"/admin/applications/application/{rows[0].pk}/change/" in html
    for words in ("Analyst", "Screening", "Interview", "</span> 82<", "</span> 70<", "Good", "Added "):
        assert words in html


def test_query_count_does_not_grow(recruiter: Client, scope: Employer) -> None:
    job, rows = job_with_three()
    shortlisted(job, rows[0].applicant)
    one = _queries(recruiter, list_of(job, "?part=list"))
    found = _queries(recruiter, list_of(job, "candidates/"))

    shortlisted(job, *(row.applicant for row in rows))
    three = _queries(recruiter, list_of(job, "?part=list"))
    shortlisted(job, rows[0].applicant)
    for name in ("Edith Clarke", "Mary Shelley"):
        scored(application(job, name), 60, matched=[], missing=[])
        application(job, f"{name} again")

    assert one == three
    assert found == _queries(recruiter, list_of(job, "candidates/"))


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_order_is_saved(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, (ada, alan, grace) = made

    answer = save_order(recruiter, job, [grace, ada, alan], version(job))

    assert answer.status_code == 200
    assert order(job) == [grace.applicant_id, ada.applicant_id, alan.applicant_id]
    assert answer.json()["version"] == version(job)
    assert {entry.notes for entry in ShortlistEntry.objects.all()} == {"Good"}


def test_order_never_overwrites_a_colleagues(recruiter: Client, made: tuple[Job, list[Application]], bo: Actor) -> None:
    job, (ada, alan, grace) = made
    seen = version(job)
    with acting_as(bo):
        change_entry(job_id=job.pk, applicant_id=alan.applicant_id, changes={"rank": 1})

    answer = save_order(recruiter, job, [grace, ada, alan], seen)

    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("Bo Berg changed the list meanwhile")
    assert order(job) == [alan.applicant_id, ada.applicant_id, grace.applicant_id]
    part = recruiter.get(list_of(job, "?part=list")).content.decode()
    assert f'data-version="{version(job)}"' in part
    assert part.index("Alan Turing") < part.index("Ada Lovelace")


def test_order_of_other_people_is_refused(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, (ada, _alan, grace) = made

    assert save_order(recruiter, job, [grace, ada], version(job)).status_code == 422
    assert post(recruiter, job, "order/", version=version(job), ids="nobody").status_code == 422
    assert len(order(job)) == 3


def test_buttons_of_a_page_without_scripts_move_one_place(
    recruiter: Client, made: tuple[Job, list[Application]]
) -> None:
    job, (ada, alan, grace) = made
    step = list_of(job, f"{alan.applicant_id}/step/")

    moved = recruiter.post(step, {"rank": 2, "step": "up"}, follow=True)
    again = recruiter.post(step, {"rank": 2, "step": "down"}, follow=True)

    assert "Now at place 1." in moved.content.decode()
    assert "changed the list meanwhile" in again.content.decode()
    assert order(job) == [alan.applicant_id, ada.applicant_id, grace.applicant_id]


def test_notes_and_score_are_edited(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, (ada, *_others) = made
    mark = _mark(recruiter, job)

    said = {"notes": "Strong on SQL\r\nand kind", "score": "91.5", "mark": mark}
    assert post(recruiter, job, f"{ada.applicant_id}/edit/", **said).status_code == 200

    entry = ShortlistEntry.objects.get(applicant=ada.applicant_id)
    assert (entry.notes, entry.score) == ("Strong on SQL\nand kind", 91.5)


def test_notes_never_overwrite_a_colleagues(recruiter: Client, made: tuple[Job, list[Application]], bo: Actor) -> None:
    job, (ada, *_others) = made
    mark = _mark(recruiter, job)
    with acting_as(bo):
        change_entry(job_id=job.pk, applicant_id=ada.applicant_id, changes={"notes": "Call her"})

    answer = post(recruiter, job, f"{ada.applicant_id}/edit/", notes="Mine", score="", mark=mark)

    assert answer.status_code == 409
    assert "“Call her”" in answer.json()["detail"]
    assert ShortlistEntry.objects.get(applicant=ada.applicant_id).notes == "Call her"


def _mark(client: Client, job: Job) -> str:
    html: str = client.get(list_of(job)).content.decode()
    return html.split('name="mark" value="')[1].split('"', maxsplit=1)[0]


@pytest.mark.parametrize(("field", "value"), [("score", "101"), ("score", "much"), ("notes", "x" * 5001)])
def test_wrong_entry_names_its_field(
    recruiter: Client, made: tuple[Job, list[Application]], field: str, value: str
) -> None:
    job, (ada, *_others) = made
    said = {"notes": "Good", "score": "70", "mark": _mark(recruiter, job)}

    answer = post(recruiter, job, f"{ada.applicant_id}/edit/", **{**said, field: value})

    assert [one["pointer"] for one in answer.json()["errors"]] == [f"/{field}"]


def test_removed_entry_can_be_put_back_where_it_was(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, (ada, alan, grace) = made

    assert post(recruiter, job, f"{alan.applicant_id}/remove/").status_code == 200
    assert order(job) == [ada.applicant_id, grace.applicant_id]
    back = {"applicant_id": alan.applicant_id, "place": 2, "notes": "Good", "score": 70}
    assert post(recruiter, job, "add/", **back).status_code == 200
    assert order(job) == [ada.applicant_id, alan.applicant_id, grace.applicant_id]
    assert post(recruiter, job, "add/", **back).json()["code"] == "already_shortlisted"


def test_candidates_are_found_among_the_applications(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    remove_entry(job_id=job.pk, applicant_id=rows[0].applicant_id)
    application(job, "Edith Clarke")

    found = recruiter.get(list_of(job, "candidates/"), {"q": "analytical"}).content.decode()

    assert "Ada Lovelace" in found
    assert "Edith Clarke" not in found
    assert "Grace Hopper" not in recruiter.get(list_of(job, "candidates/"), {"q": "grace"}).content.decode()


def test_best_matches_are_suggested_without_those_who_are_out(recruiter: Client, scope: Employer) -> None:
    job, rows = job_with_three()
    Application.objects.filter(pk=rows[2].pk).update(status="rejected")
    add_entry(job_id=job.pk, applicant_id=rows[1].applicant_id)
    stranger = ApplicantFactory(name="Never Applied")
    row = Application(job=job, applicant=stranger)
    scored(row, 95, matched=[], missing=[])

    html = recruiter.get(list_of(job, "candidates/")).content.decode()
    best = html.split("Newest applications")[0]

    assert html.count("Ada Lovelace</a>") == 1
    assert best.index("Never Applied") < best.index("Ada Lovelace")
    assert "Grace Hopper" not in best
    assert "Has not applied" in best


def test_fair_review_hides_who_is_on_the_list(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, (_ada, _alan, grace) = made
    Job.objects.filter(pk=job.pk).update(fair_review=True)

    pages = [list_of(job), list_of(job, "candidates/"), "/admin/shortlists/shortlist/"]
    html = "".join(recruiter.get(page).content.decode() for page in pages)

    assert "Lovelace" not in html
    assert "Candidate " in html
    # Known since the interview.
    assert grace.applicant.name in html


def test_viewer_reads_and_changes_nothing(
    client: Client, employer: Employer, made: tuple[Job, list[Application]]
) -> None:
    job, (ada, *_others) = made
    client.force_login(user_with("viewer", employer))

    html = client.get(list_of(job)).content.decode()

    assert "Ada Lovelace" in html
    assert "s-grip" not in html
    assert "Add candidates" not in html
    for part in (
        "order/",
        "add/",
        f"{ada.applicant_id}/step/",
        f"{ada.applicant_id}/edit/",
        f"{ada.applicant_id}/remove/",
    ):
        assert post(client, job, part).status_code == 403


def test_list_of_another_employer_is_not_there(
    client: Client, other_employer: Employer, made: tuple[Job, list[Application]]
) -> None:
    client.force_login(user_with("recruiter", other_employer))

    assert client.get(list_of(made[0])).status_code == 404
    assert save_order(client, made[0], made[1], 1).status_code == 404


def test_empty_list_says_what_to_do(recruiter: Client, scope: Employer) -> None:
    job, _rows = job_with_three()

    assert "Nobody is on this shortlist yet" in recruiter.get(list_of(job)).content.decode()


def test_changelist_shows_the_first_names_and_opens_the_list(
    recruiter: Client, made: tuple[Job, list[Application]]
) -> None:
    job, _rows = made
    add_entry(job_id=job.pk, applicant_id=ApplicantFactory(name="Edith Clarke").pk)

    html = recruiter.get("/admin/shortlists/shortlist/").content.decode()
    page = recruiter.get(f"/admin/shortlists/shortlist/{Shortlist.objects.get(job=job).pk}/change/")

    assert "Ada Lovelace, Alan Turing, Grace Hopper and 1 more" in html
    assert (page.status_code, page["Location"]) == (302, list_of(job))
