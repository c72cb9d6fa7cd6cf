"""Notes about applications: who writes, changes and hears of them, and what becomes of them with the person."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.merging import merge_applicants, unmerge_applicant
from applicants.privacy import erase_applicant
from applicants.privacy.export import export_applicant
from applications.models import Application, ApplicationNote
from applications.queries import named_in
from applications.services import add_note
from employers.models import Employer, User
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.models import Message, Notification
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.notes import noted
from tests.fixtures import ApiClient, user_with


@pytest.fixture
def row(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return ApplicationFactory()


def notes_of(row: Application) -> str:
    return f"/v1/applications/{row.pk}/notes"


def told(employer: Employer) -> list[tuple[uuid.UUID, str]]:
    """Who has been told of a mention, once the journal has been heard."""
    with employer_scope(employer.pk):
        ids = list(AuditLog.objects.filter(action__startswith="application.note.").values_list("pk", flat=True))
    dispatch_entries(ids, employer.pk)
    with employer_scope(employer.pk):
        return list(Notification.objects.order_by("created_at").values_list("recipient_id", "kind"))


def test_note_is_written_read_changed_and_deleted(api: ApiClient, employer: Employer, row: Application) -> None:
    recruiter = api.as_role("recruiter", employer)
    made = recruiter.post(notes_of(row), {"body": " Good talk "})
    assert (made.status_code, made.json()["body"], made.json()["author"]["name"]) == (201, "Good talk", "Recruiter")

    changed = recruiter.patch(made["Location"], {"body": "Very good talk"}).json()

    assert (changed["body"], changed["edited_at"] is None) == ("Very good talk", False)
    assert [note["body"] for note in recruiter.get(notes_of(row)).json()["items"]] == ["Very good talk"]
    assert recruiter.delete(made["Location"]).status_code == 204
    assert recruiter.delete(made["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("given", "pointer"), [({"body": "  "}, "/body"), ({"body": "x" * 5001}, "/body"), ({"mentions": []}, "/body")]
)
def test_wrong_note_names_the_field(
    api: ApiClient, employer: Employer, row: Application, given: dict[str, Any], pointer: str
) -> None:
    answer = api.as_role("recruiter", employer).post(notes_of(row), given)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_only_colleagues_can_be_mentioned(
    api: ApiClient, employer: Employer, other_employer: Employer, row: Application
) -> None:
    near, far, person = user_with("viewer", employer), user_with("viewer", other_employer), user_with("applicant", None)
    body = {"body": "Look", "mentions": [str(near.pk), str(far.pk), str(person.pk)]}

    answer = api.as_role("recruiter", employer).post(notes_of(row), body)

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/mentions/1", "/mentions/2"]


def test_mentioned_colleagues_are_told_once_and_by_mail(api: ApiClient, employer: Employer, row: Application) -> None:
    author, first, second = (user_with("recruiter", employer) for _ in range(3))
    client = api.as_user(author)
    mentions = [str(author.pk), str(first.pk)]
    made = client.post(notes_of(row), {"body": "Look", "mentions": mentions})
    assert told(employer) == [(first.pk, "mentioned")]

    client.patch(made["Location"], {"mentions": [*mentions, str(second.pk)]})

    assert told(employer) == [(first.pk, "mentioned"), (second.pk, "mentioned")]
    with employer_scope(employer.pk):
        assert {mail.recipient for mail in Message.objects.all()} == {first.email, second.email}
        assert "Look" not in str(list(AuditLog.objects.values_list("metadata")))


def test_others_notes_are_changed_by_admins_only(api: ApiClient, employer: Employer, row: Application) -> None:
    with employer_scope(employer.pk):
        note = noted(row, by=user_with("recruiter", employer))
    path = f"{notes_of(row)}/{note.pk}"

    refused = api.as_role("recruiter", employer).patch(path, {"body": "Mine now"})

    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_note")
    assert api.as_role("employer_admin", employer).patch(path, {"body": "Better"}).status_code == 200
    assert api.as_role("employer_admin", employer).delete(path).status_code == 204


def test_note_of_another_application_is_not_found(api: ApiClient, employer: Employer, row: Application) -> None:
    with employer_scope(employer.pk):
        note = noted(ApplicationFactory())

    answer = api.as_role("employer_admin", employer).patch(f"{notes_of(row)}/{note.pk}", {"body": "x"})

    assert answer.status_code == 404
    assert api.as_role("viewer", employer).get(f"/v1/applications/{uuid.uuid4()}/notes").status_code == 404


def test_names_are_found_in_any_case_and_the_longest_counts() -> None:
    ann, smith, nobody = (User(name=name) for name in ("Ann Lee", "Ann Lee Smith", ""))

    assert named_in("@ann lee smith, see", [ann, smith, nobody]) == [smith.pk]
    assert set(named_in("@Ann Lee and @Ann Lee Smith", [ann, smith])) == {ann.pk, smith.pk}
    assert named_in("Ann Lee @ work", [ann, smith, nobody]) == []


def test_notes_follow_their_person(scope: Employer) -> None:
    survivor, merged = ApplicantFactory(), ApplicantFactory()
    note = noted(ApplicationFactory(applicant=merged))

    merge_applicants(survivor_id=survivor.pk, duplicate_id=merged.pk)
    together = export_applicant(applicant=survivor)
    unmerge_applicant(applicant_id=merged.pk)

    assert note.body in str(together["applications"])
    assert note.body not in str(export_applicant(applicant=survivor)["applications"])


def test_erasure_takes_the_notes_and_export_holds_them(scope: Employer) -> None:
    row, other = ApplicationFactory(), ApplicationFactory()
    noted(row, "About the person")
    noted(other, "About somebody else")

    document = str(export_applicant(applicant=row.applicant))
    erase_applicant(applicant_id=row.applicant_id)

    assert "About the person" in document
    assert "About somebody else" not in document
    assert list(ApplicationNote.objects.values_list("body", flat=True)) == ["About somebody else"]


def test_list_costs_the_same_for_many(api: ApiClient, employer: Employer, row: Application) -> None:
    viewer, counts = api.as_role("viewer", employer), []
    viewer.get(notes_of(row))
    for _ in range(2):
        with employer_scope(employer.pk):
            add_note(application_id=row.pk, body="One more")
        with CaptureQueriesContext(connection) as asked:
            viewer.get(notes_of(row))
        counts.append(len(asked))

    assert counts[0] == counts[1]
