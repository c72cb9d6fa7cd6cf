"""Mails in an employer's own words: what they may hold, what becomes of it, and when ours go out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from applications.models import Application
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid, NotFound
from hiretrack.notifications.choices import ApplicantMail, MessageState
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.mail_templates.originals import original
from hiretrack.notifications.mail_templates.placeholders import check
from hiretrack.notifications.mail_templates.queries import all_mails, mail
from hiretrack.notifications.mail_templates.rendering import written
from hiretrack.notifications.mail_templates.services import (
    TESTS,
    preview,
    restore_original,
    save_template,
    send_test,
)
from hiretrack.notifications.models import MailTemplate, Message
from hiretrack.tenancy import employer_scope, new_id
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.fixtures import user_with
from tests.notifications.servers import SmtpServer

pytestmark = pytest.mark.django_db
BODY = "Dear {{ candidate }},\n\nthank you for **{{ job }}**.\nYours\n\n{{ link }}"
VALUES = {"greeting": "Ada", "job": "Data engineer", "employer": "Acme", "link": "https://jobs.example/s/1"}


def html(body: str, **values: Any) -> str:
    return written(subject="x", body=body, values=VALUES | values).html


def refused(subject: str = "News", body: str = BODY, kind: str = "status_rejected") -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        check(kind, subject=subject, body=body)
    return {(error.pointer, error.code) for error in caught.value.errors}


def rejected(employer: Employer, name: str = "Ada Lovelace") -> Message:
    """A rejection that waits to be written."""
    with employer_scope(employer.pk):
        row: Application = ApplicationFactory(applicant=ApplicantFactory(name=name), status="rejected")
        made: Message = Message.objects.create(
            kind="status_rejected", cause_id=new_id(), entity_id=row.pk, recipient="ada@example.com"
        )
    return made


def test_text_and_html_are_filled_in() -> None:
    made = written(subject="About {{ job }}", body=BODY, values=VALUES)

    assert made.subject == "About Data engineer"
    assert made.text == "Dear Ada,\n\nthank you for Data engineer.\nYours\n\nhttps://jobs.example/s/1\n"
    assert "<strong>Data engineer</strong>" in made.html
    # The button, and the address below it for those whose program shows none.
    assert made.html.count('href="https://jobs.example/s/1"') == 2


def test_lists_and_links_are_readable_as_text() -> None:
    body = "1. one\n2. two\n   - inner\n\n[Our site](https://acme.example) and [here]({{ link }})"

    made = written(subject="x", body=body, values=VALUES)

    expected = "1. one\n2. two\n  - inner\n\nOur site (https://acme.example) and here (https://jobs.example/s/1)\n"
    assert made.text == expected
    assert re.search(r'<a href="https://jobs.example/s/1"[^>]*>here</a>', made.html)


@pytest.mark.parametrize("evil", ["<img src=x>", "[a](javascript:alert(1))", "![a](https://spy.example/p.png)"])
def test_nothing_active_gets_into_a_mail(evil: str) -> None:
    made = html(f"{evil}\n\n{{{{ link }}}}", job=evil)

    assert "<img" not in made
    assert 'href="javascript' not in made


@pytest.mark.parametrize("name", ["javascript:alert(1)", "data:text/html,x", "//spy.example"])
def test_name_is_nobodys_address(name: str) -> None:
    made = html(
        "[me]({{ candidate }}) <{{ candidate }}> [page]({{ link }}) [jobs](https://acme.example/{{ job }})",
        greeting=name,
    )

    assert f'href="{name}' not in made
    assert 'href="https://jobs.example/s/1"' in made
    assert 'href="https://acme.example/Data engineer"' in made


def test_values_are_text_whatever_they_look_like() -> None:
    made = written(subject="x", body=BODY, values=VALUES | {"job": "{{ link }} xq3qx **b** <i>"})

    assert made.text.count("https://jobs.example/s/1") == 1
    assert "{{ link }} xq3qx **b** &lt;i&gt;</strong>" in made.html


def test_missing_name_leaves_no_hole() -> None:
    assert written(subject="x", body=BODY, values=VALUES | {"greeting": ""}).text.startswith("Dear,\n")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"subject": " "}, ("/subject", "required")),
        ({"subject": "x" * 201}, ("/subject", "max_length")),
        ({"subject": "Look: {{ link }}"}, ("/subject", "misplaced_placeholder")),
        ({"subject": "one\ntwo"}, ("/subject", "not_one_line")),
        ({"body": ""}, ("/body", "required")),
        ({"body": "Dear {{ candidate }}"}, ("/body", "missing_placeholder")),
        ({"body": "{{ salary }} {{ link }}"}, ("/body", "unknown_placeholder")),
        ({"body": "{{ answer_by }} {{ link }}"}, ("/body", "unknown_placeholder")),
        ({"body": "{{ link }} {{ job"}, ("/body", "broken_placeholder")),
        ({"body": "{% if x %} {{ link }}"}, ("/body", "broken_placeholder")),
        ({"body": "{{ link.__class__ }} {{ link }}"}, ("/body", "unknown_placeholder")),
        ({"body": "{{ link }}\x00"}, ("/body", "not_text")),
    ],
)
def test_what_cannot_be_sent_is_refused(given: dict[str, str], code: tuple[str, str]) -> None:
    assert refused(**given) == {code}


@pytest.mark.parametrize("kind", ApplicantMail.values)
def test_original_is_what_is_sent_without_one(kind: str, scope: Employer) -> None:
    ours = KINDS[kind].write({**VALUES, "sender": "Acme"})

    check(kind, subject=original(kind).subject, body=original(kind).body)
    again = written(subject=original(kind).subject, body=original(kind).body, values=VALUES)
    assert (again.subject, again.text) == (ours.subject, ours.text)


def test_own_words_are_sent(employer: Employer, smtp: SmtpServer) -> None:
    waiting = rejected(employer)
    with employer_scope(employer.pk):
        save_template(kind="status_rejected", subject="Not this time: {{ job }}", body=BODY)

    assert deliver(waiting.pk, employer.pk) == MessageState.SENT
    (sent,) = smtp.mails
    assert str(sent["Subject"]).startswith("Not this time: ")
    assert "Dear Ada Lovelace," in sent.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_name_full_of_links_is_left_out(employer: Employer, smtp: SmtpServer) -> None:
    with employer_scope(employer.pk):
        save_template(kind="status_rejected", subject="News", body=BODY)

    deliver(rejected(employer, "[Win](https://evil.example)").pk, employer.pk)

    assert b"evil.example" not in smtp.mails[0].as_bytes()


def test_own_words_switched_off_leave_ours(employer: Employer, smtp: SmtpServer) -> None:
    with employer_scope(employer.pk):
        save_template(kind="status_rejected", subject="Not this time", body=BODY, enabled=False)

    deliver(rejected(employer).pk, employer.pk)

    assert str(smtp.mails[0]["Subject"]).startswith("Your application: ")


def test_other_employers_words_are_not_sent(employer: Employer, other_employer: Employer, smtp: SmtpServer) -> None:
    with employer_scope(other_employer.pk):
        save_template(kind="status_rejected", subject="Globex says no", body=BODY)

    deliver(rejected(employer).pk, employer.pk)

    assert "Globex" not in str(smtp.mails[0]["Subject"])


def test_saving_again_changes_the_one_row(scope: Employer) -> None:
    user = user_with("employer_admin", scope)
    for subject in ("First", "Second"):
        save_template(kind="status_offer", subject=subject, body=BODY, by=user.pk)

    assert MailTemplate.objects.values_list("subject", "updated_by_id").get() == ("Second", user.pk)
    journalled = AuditLog.objects.filter(action="mail_template.changed")
    assert [row.metadata for row in journalled] == [{"kind": "status_offer", "enabled": True}] * 2


def test_saving_the_original_keeps_nothing(scope: Employer) -> None:
    save_template(kind="status_offer", subject="First", body=BODY)

    assert (
        save_template(
            kind="status_offer",
            subject=original("status_offer").subject,
            body=original("status_offer").body.replace("\n", "\r\n"),
        )
        is None
    )
    assert not MailTemplate.objects.exists()


def test_restoring_is_journalled_once(scope: Employer) -> None:
    save_template(kind="status_offer", subject="First", body=BODY)

    assert [restore_original(kind="status_offer") for _ in range(2)] == [True, False]
    assert not mail("status_offer").is_own
    assert AuditLog.objects.filter(action="mail_template.changed").count() == 2


def test_unknown_mail_does_not_exist(scope: Employer) -> None:
    for ask in (lambda: mail("password_reset"), lambda: restore_original(kind="x")):
        with pytest.raises(NotFound):
            ask()


def test_list_of_mails_is_one_query(scope: Employer, django_assert_num_queries: Any) -> None:
    save_template(kind="status_offer", subject="First", body=BODY)
    with django_assert_num_queries(1):
        all_mails()
    for kind in ("status_hired", "status_rejected"):
        save_template(kind=kind, subject="First", body=BODY, by=user_with("employer_admin", scope).pk)

    with django_assert_num_queries(1):
        assert [one.is_own for one in all_mails()].count(True) == 3


def test_preview_shows_a_sample_and_what_is_wrong_as_it_stands(scope: Employer) -> None:
    made = preview(kind="application_received", subject="Hi {{ nobody }}", body="{{ candidate }} {{ answer_by }} {{")

    assert made.subject == "Hi {{ nobody }}"
    assert made.text.startswith("Ada Lovelace ")
    assert "202" in made.text


def test_test_goes_to_the_asker_alone_and_says_so(employer: Employer, smtp: SmtpServer) -> None:
    user = user_with("employer_admin", employer)
    with employer_scope(employer.pk):
        row = send_test(kind="status_rejected", subject="About {{ job }}", body=BODY, to=user)

    assert deliver(row.pk, employer.pk) == MessageState.SENT
    (sent,) = smtp.mails
    assert (sent["To"], sent["Subject"]) == (user.email, "[Test] About Data engineer")
    assert str(sent["From"]).startswith("Acme ")
    assert "This is a test" in sent.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_tests_are_limited(scope: Employer) -> None:
    user = user_with("employer_admin", scope)
    for _ in range(TESTS):
        send_test(kind="status_rejected", subject="x", body=BODY, to=user)

    with pytest.raises(DomainError) as caught:
        send_test(kind="status_rejected", subject="x", body=BODY, to=user)
    assert caught.value.code == "rate_limited"
    assert Message.objects.count() == TESTS
