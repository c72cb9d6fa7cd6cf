"""The back office, address by address, in the hands of people of another employer, of visitors and of viewers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from applications.models import Application
from employers.models import Employer
from jobs.models import Job
from tests.tenancy.neighbours import (
    Rows,
    actions_of,
    addresses,
    fields_of,
    foreign_keys,
    furnish,
    lists,
    of,
    pages_of,
    relations,
    rows_but,
    signed_in,
    state,
)

pytestmark = pytest.mark.django_db
WORD, OWN = "zyxomark", "ownmark"
"""`WORD` is never sent, so a page that holds it has read it from the other employer's rows."""
PART = WORD[:5]
STAFF = ("employer_admin", "recruiter", "viewer")
OUTSIDE = ("anonymous", "applicant")
EVERYBODY = (*STAFF, *OUTSIDE)
CLOSED = {302, 400, 403, 404, 405}
TRAVERSALS = (
    "employer__name__startswith", "applicant__email__startswith", "applicant__cv_text__contains",
    "applicant__user__password__startswith", "job__title__startswith", "created_by__email__startswith",
    "created_by__password__startswith", "uploaded_by__email__startswith", "cv__text__contains",
    "user__password__startswith", "password__startswith", "stages__note__contains",
)  # fmt: skip
MOVE = {"status": "screening", "expected_status": "new", "rejection_reason": "x", "notes": "changed", "post": "yes"}


@pytest.fixture
def theirs(other_employer: Employer) -> Rows:
    return furnish(other_employer, WORD)


@pytest.fixture
def ours(employer: Employer) -> Rows:
    return furnish(employer, OWN)


def seen(answer: Any) -> bool:
    return WORD in answer.getvalue().decode(errors="replace").lower()


def asked(client: Client, paths: list[str], **data: Any) -> Iterator[tuple[str, str, Any]]:
    """Each page got, alone and as a window, and posted to."""
    for path in paths:
        yield "GET", path, client.get(path)
        yield "GET", f"{path}?_popup=1&_to_field=id", client.get(path, {"_popup": "1", "_to_field": "id"})
        yield "POST", path, client.post(path, data)


def outcome(method: str, path: str, answer: Any) -> str:
    return f"{method} {path}: {answer.status_code}{' shows it' if seen(answer) else ''}"


def open_ones(answers: Iterator[tuple[str, str, Any]]) -> list[str]:
    """Those that show the other employer's rows or let somebody in."""
    return [
        outcome(method, path, answer)
        for method, path, answer in answers
        if seen(answer) or answer.status_code not in CLOSED
    ]


def test_walk_reaches_every_page(theirs: Rows) -> None:
    walked = pages_of(theirs)

    # `r/…` names a row of any model; it has a test of its own.
    named = [path for path, _name in addresses() if "<" in path and not path.startswith("r/") and "(?P" not in path]
    assert len(walked) == len(named)
    assert f"/admin/applications/application/{theirs[Application].pk}/move/" in walked


@pytest.mark.parametrize("role", EVERYBODY)
def test_another_employers_rows_do_not_exist(role: str, employer: Employer, theirs: Rows) -> None:
    client = signed_in(role, employer)
    before = state()

    assert not open_ones(asked(client, pages_of(theirs), **MOVE))
    assert state() == before


def size(answer: Any, address: str) -> tuple[int, int]:
    """Status and length; pages name their own address, which may be a longer one."""
    return answer.status_code, len(answer.content.replace(address.encode(), b""))


@pytest.mark.parametrize("role", EVERYBODY)
def test_rows_that_exist_elsewhere_answer_as_those_that_do_not(role: str, employer: Employer, theirs: Rows) -> None:
    client = signed_in(role, employer)

    differing = []
    for model, row in theirs.items():
        nowhere = uuid.uuid4() if not isinstance(row.pk, int) else row.pk + 10_000
        kind = ContentType.objects.get_for_model(model).pk
        for pattern in (f"{lists().get(model, '/admin/none/')}%s/change/", f"/admin/r/{kind}/%s/"):
            there, absent = client.get(pattern % row.pk), client.get(pattern % nowhere)
            if size(there, pattern % row.pk) != size(absent, pattern % nowhere) or seen(there):
                differing.append(outcome("GET", pattern, there))
    assert not differing


@pytest.mark.parametrize("role", STAFF)
def test_lists_show_nothing_of_another_employer(role: str, employer: Employer, theirs: Rows, ours: Rows) -> None:
    client, other = signed_in(role, employer), theirs[Employer].pk
    job = theirs[Job].pk
    asking = [
        {}, {"q": PART}, {"employer": other}, {"employer__id__exact": other}, {"employer_id": other},
        {"job__id__exact": job}, {"job": job}, {"id": theirs[Application].pk}, {"department": PART},
        {"_popup": "1", "_to_field": "id"}, {"_to_field": "employer"}, {"all": ""}, {"e": "1"}, {"o": "1.2.3"},
        {"_changelist_filters": f"employer={other}"}, {"p": "2"},
    ]  # fmt: skip

    answers = (("GET", f"{path}{query}", client.get(path, query)) for path in lists().values() for query in asking)

    assert not [outcome(*one) for one in answers if seen(one[2]) or one[2].status_code >= 500]


@pytest.mark.parametrize("role", STAFF)
def test_lists_are_not_filtered_by_what_they_do_not_show(role: str, employer: Employer, ours: Rows) -> None:
    client = signed_in(role, employer)

    answers = ((f"{path}?{name}", client.get(path, {name: "x"})) for path in lists().values() for name in TRAVERSALS)

    assert not [f"{path}: {answer.status_code}" for path, answer in answers if answer.status_code not in CLOSED]


@pytest.mark.parametrize("role", EVERYBODY)
def test_choices_and_search_hold_nothing_of_another_employer(role: str, employer: Employer, theirs: Rows) -> None:
    client = signed_in(role, employer)
    questions = [
        {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": field.name,
            "term": term,
        }
        for model in theirs
        for field in model._meta.fields
        if field.is_relation
        for term in ("", PART)
    ]

    answers = [("GET", str(one), client.get("/admin/autocomplete/", one)) for one in questions]
    plain = [path for path, _name in addresses() if "<" not in path and "(" not in path and "logout" not in path]
    answers += [("GET", path, client.get(f"/admin/{path}", {"s": PART, "q": PART})) for path in plain]

    assert not [outcome(*one) for one in answers if seen(one[2]) or one[2].status_code >= 500]


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("across", ["0", "1"])
def test_actions_do_nothing_to_another_employers_rows(role: str, across: str, employer: Employer, theirs: Rows) -> None:
    client = signed_in(role, employer)
    known = {model: actions_of(model) for model in lists()}
    before = of(theirs)

    for model, path in lists().items():
        for action in known[model]:
            chosen = {"action": action, "_selected_action": [str(theirs[model].pk)], "select_across": across}
            assert not seen(client.post(path, {**chosen, **MOVE, "index": "0"})), action

    assert of(theirs) == before


@pytest.mark.parametrize("role", ["employer_admin", "recruiter"])
def test_forms_take_no_row_of_another_employer(role: str, employer: Employer, theirs: Rows, ours: Rows) -> None:
    client, of_theirs = signed_in(role, employer), [row.pk for row in theirs.values()]
    before = of(theirs)

    for model, path in lists().items():
        raw = foreign_keys(model, theirs) | {f"{name}_id": pk for name, pk in foreign_keys(model, theirs).items()}
        for address in (f"{path}{ours[model].pk}/change/", f"{path}add/"):
            sent = fields_of(client, address) | raw | {"email": "new@example.com", "name": "New", "title": "New"}
            client.post(address, sent)

    assert not [f"{row!r}.{name}" for row in rows_but(of_theirs) for name in relations(row, of_theirs)]
    assert of(theirs) == before


@pytest.mark.parametrize("role", ["viewer", *OUTSIDE])
def test_viewer_changes_nothing(role: str, employer: Employer, ours: Rows) -> None:
    client = signed_in(role, employer)
    known = {model: actions_of(model) for model in lists()}
    before = state()

    for path in (*pages_of(ours), *(f"{path}add/" for path in lists().values())):
        client.post(path, fields_of(client, path) | MOVE | {"_save": "", "publish": "1", "email": "x@example.com"})
    for model, path in lists().items():
        for action in known[model]:
            client.post(path, {"action": action, "_selected_action": [str(ours[model].pk)], "index": "0", **MOVE})

    assert state() == before
