"""In which language a mail is written: the one its reader was last seen with."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from applications.models import Application
from employers.models import Employer, User
from hiretrack.notifications.languages import languages_of
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.employers import CandidateFactory, UserFactory
from tests.fixtures import PASSWORD, ApiClient, user_with
from tests.notifications.test_listeners import happens, send_all
from tests.notifications.test_mailings import delivered, started, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_broker")]


def applied(language: str, **given: Any) -> Application:
    """An application that was sent in this language, and its receipt."""
    row: Application = ApplicationFactory(applicant=ApplicantFactory(**given))
    happens("application.created", row, source="careers_page", language=language)
    return row


def test_mail_to_an_account_speaks_its_language() -> None:
    user = CandidateFactory(language="de")
    happens("user.password_changed", user)
    (text,) = send_all()

    assert mail.outbox[0].subject == "Ihr Passwort wurde geändert"
    assert "das Passwort Ihres Kontos" in text


@pytest.mark.parametrize("language", ["", "xx"])
def test_unknown_language_is_the_installations_own(language: str) -> None:
    happens("user.password_changed", CandidateFactory(language=language))
    send_all()

    assert mail.outbox[0].subject == "Your password was changed"


def test_applicant_hears_in_the_language_of_the_application(scope: Employer) -> None:
    row = applied("de")
    Application.objects.filter(pk=row.pk).update(status="offer")
    happens("application.status.changed", row, from_status="new", status="offer")
    texts = send_all()

    assert [text.startswith("Guten Tag") for text in texts] == [True, True]


def test_account_counts_more_than_the_application(scope: Employer) -> None:
    applied("en", user=CandidateFactory(language="de"))

    assert send_all()[0].startswith("Guten Tag")


def test_languages_of_many_take_two_queries(scope: Employer, django_assert_num_queries: Any) -> None:
    one = applied("de")
    with django_assert_num_queries(2):
        assert languages_of([one.pk]) == {one.pk: "de"}
    more = [applied(language) for language in ("en", "")]

    with django_assert_num_queries(2):
        assert list(languages_of([one.pk, *(row.pk for row in more)]).values()) == ["de", "en", "en"]


def test_message_to_several_is_framed_in_each_readers_language(employer: Employer, scope: Employer) -> None:
    rows = [applied("de", email="ada@example.com"), applied("en", email="bela@example.com")]
    mail.outbox.clear()
    written(started(rows, user_with("recruiter", employer)))

    html = {one.to[0]: one.alternatives[0][0] for one in delivered(employer) if "News" in one.subject}
    assert '<html lang="de"' in html["ada@example.com"]
    assert '<html lang="en"' in html["bela@example.com"]


def test_signing_in_tells_the_language(client: Client, employer: Employer) -> None:
    user = UserFactory(employer=employer, roles=["recruiter"], language="en")
    User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD))

    client.post("/admin/login/", {"username": user.email, "password": PASSWORD}, headers={"Accept-Language": "de"})

    user.refresh_from_db()
    assert user.language == "de"


def test_choosing_a_language_tells_it(client: Client, employer: Employer) -> None:
    user = UserFactory(employer=employer, roles=["recruiter"], language="en")
    client.force_login(user)

    client.post("/i18n/setlang/", {"language": "de", "next": "/"})

    user.refresh_from_db()
    assert user.language == "de"


def test_choice_of_a_stranger_is_kept_in_the_browser_alone(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "de", "next": "/"})

    assert answer.status_code == 302
    assert not User.objects.filter(language="de").exists()


@pytest.mark.parametrize("language", ["de", "en"])
def test_registration_tells_the_language(api: ApiClient, language: str) -> None:
    person = {"email": "new@example.com", "password": "correct horse battery", "name": "New"}

    api.post("/v1/auth/register", person, headers={"Accept-Language": language})

    assert User.objects.get(email="new@example.com").language == language
