"""The settings at a glance, and the mails' pages."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from employers.models import Employer
from hiretrack.notifications.mail_templates.originals import original
from hiretrack.notifications.mail_templates.samples import samples
from hiretrack.notifications.models import MailTemplate, Message
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from tests.factories.mail_templates import worded
from tests.office.conftest import stored
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db
MAIL = "/admin/settings/mails/status_rejected/"
TEXT = {"subject": "About {{ job }}", "body": "Dear {{ candidate }}\n\n{{ link }}", "enabled": "on"}
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def admin(employer: Employer) -> Client:
    return signed_in("employer_admin", employer)


def cards(client: Client) -> list[str]:
    answer: Any = client.get("/admin/settings/")
    return [str(shown.card.title) for shown in answer.context["cards"]]


def own(employer: Employer) -> list[tuple[str, str]]:
    return stored(employer, lambda: list(MailTemplate.objects.values_list("kind", "subject")))


def test_everybody_sees_what_the_role_may_open(employer: Employer) -> None:
    assert cards(signed_in("viewer", employer)) == ["Employer", "Job boards"]
    assert cards(signed_in("recruiter", employer)) == ["Employer", "Job boards", "Mail templates", "Journal"]
    assert {"Users", "Webhooks", "API keys"} <= set(cards(signed_in("employer_admin", employer)))
    assert signed_in("platform", None).get("/admin/settings/").status_code == 200


def test_overview_says_how_things_stand_in_as_many_queries(
    admin: Client, employer: Employer, django_assert_max_num_queries: Any
) -> None:
    with employer_scope(employer.pk):
        worded("Own words")
        for number in range(3):
            webhooks.subscription(failing_since="2026-01-01T00:00:00Z" if number else None)

    with django_assert_max_num_queries(20):
        page = admin.get("/admin/settings/").content.decode()
    assert "3 webhooks, 2 failing" in page
    assert "1 of 6 in your own words" in page


def test_list_names_every_mail_with_its_state(admin: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        worded("Our own rejection")

    page = admin.get("/admin/settings/mails/").content.decode()

    assert "Our own rejection" in page
    assert page.count("Your words") == 1
    assert "You are invited to Acme" in page


def test_text_is_saved(admin: Client, employer: Employer) -> None:
    answer: Any = admin.post(MAIL, TEXT, follow=True)

    assert "candidates get your text from now on" in answer.content.decode()
    assert own(employer) == [("status_rejected", "About {{ job }}")]


def test_refused_text_is_still_there_with_the_reason(admin: Client, employer: Employer) -> None:
    answer = admin.post(MAIL, {**TEXT, "body": "Dear {{ nobody }}"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dear {{ nobody }}" in page
    assert "is not known in this mail" in page
    assert own(employer) == []


def test_preview_tells_what_is_wrong_and_keeps_nothing(admin: Client, employer: Employer) -> None:
    answer = admin.post(f"{MAIL}preview/", {**TEXT, "body": "<script>x</script> {{ job }}"}, **SCRIPT).json()

    assert list(answer["errors"]) == ["body"]
    assert "<script>" not in answer["html"]
    assert own(employer) == []


def test_test_goes_to_whoever_asks(admin: Client, employer: Employer) -> None:
    answer = admin.post(f"{MAIL}test/", {**TEXT, "to": "victim@example.com"}, **SCRIPT)

    assert answer.status_code == 200
    message = stored(employer, Message.objects.get)
    assert message.recipient.startswith("employer_admin.")


def test_original_is_restored(admin: Client, employer: Employer) -> None:
    admin.post(MAIL, TEXT)

    admin.post(f"{MAIL}restore/")

    assert own(employer) == []
    assert original("status_rejected").subject in admin.get(MAIL).content.decode()


def test_recruiter_reads_and_writes_nothing(employer: Employer) -> None:
    recruiter = signed_in("recruiter", employer)

    assert "What candidates get" in recruiter.get(MAIL).content.decode()
    refused = [recruiter.post(f"{MAIL}{path}", TEXT).status_code for path in ("", "test/", "restore/", "preview/")]
    assert refused == [403] * 4
    assert own(employer) == []


def test_viewer_and_platform_admin_have_no_mails(employer: Employer) -> None:
    for client in (signed_in("viewer", employer), signed_in("platform", None)):
        assert client.get("/admin/settings/mails/").status_code == 403
    assert signed_in("employer_admin", employer).get("/admin/settings/mails/nothing/").status_code == 404


def test_every_mail_is_written_into_a_folder_in_each_language(tmp_path: Path) -> None:
    call_command("preview_mails", to=tmp_path, stdout=StringIO())

    names = {one.name for one in samples()}
    for language in ("en", "de"):
        files = {path.name: path.read_text() for path in (tmp_path / language).iterdir()}
        endings = ("html", "light.html", "dark.html", "txt")
        invited = {f"{name}.ics" for name in ("mailing_invitation", "mailing_cancelled")}
        assert set(files) == {f"{name}.{ending}" for name in names for ending in endings} | invited
    index = (tmp_path / "index.html").read_text()
    assert [name for name in names if f'"en/{name}.dark.html"' not in index] == []


def test_one_language_is_enough(tmp_path: Path) -> None:
    call_command("preview_mails", to=tmp_path, language="de", stdout=StringIO())

    assert {path.name for path in tmp_path.iterdir()} == {"de", "index.html"}
    assert "Guten Tag Ada Lovelace" in (tmp_path / "de" / "status_rejected.txt").read_text()


def test_page_shows_every_mail_in_both_parts(admin: Client) -> None:
    listed = admin.get("/admin/settings/mails/").content.decode()

    for one in samples():
        assert f'"/admin/settings/mails/{one.name}/"' in listed
        page = admin.get(f"/admin/settings/mails/{one.name}/").content.decode()
        assert "srcdoc=" in page
        assert "data-text" in page


def test_preview_comes_in_the_language_that_is_asked_for(admin: Client) -> None:
    shown = {language: admin.get(f"{MAIL}?language={language}").content.decode() for language in ("en", "de", "xx")}

    assert "Guten Tag Ada Lovelace" in shown["de"]
    assert "Hello Ada Lovelace" in shown["en"]
    assert "Hello Ada Lovelace" in shown["xx"]
