"""The employer's logo on the settings page, and where it shows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from employers.logos import logo_of
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.mail_templates.samples import sample
from hiretrack.tenancy import employer_scope
from tests.factories.applications import published_job
from tests.factories.employers import EmployerAdminFactory, UserFactory
from tests.factories.pictures import picture
from tests.office.test_people_settings import TYPED, page, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(employer: Employer) -> User:
    return EmployerAdminFactory(employer=employer)


@pytest.fixture
def office(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def file(content: bytes = b"", name: str = "logo.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture(), kind)


def send(office: Client, employer: Employer, **typed: Any) -> Any:
    answer = office.post(page(employer), TYPED | typed)
    employer.refresh_from_db()
    return answer


def path(employer: Employer) -> str:
    logo = logo_of(employer)
    assert logo is not None
    return logo.path


def test_form_takes_a_file_and_shows_it(office: Client, employer: Employer, settings: Any) -> None:
    assert 'enctype="multipart/form-data"' in text(office.get(page(employer)))

    answer = send(office, employer, logo=file())

    assert answer.status_code == 302
    assert employer.logo_url == f"{settings.PUBLIC_URL}{path(employer)}"
    assert f'src="{path(employer)}"' in text(office.get(page(employer)))


def test_saving_something_else_leaves_the_logo(office: Client, employer: Employer) -> None:
    send(office, employer, logo=file())
    before = path(employer)

    send(office, employer, about_md="Other words")

    assert path(employer) == before


def test_logo_is_removed(office: Client, employer: Employer) -> None:
    send(office, employer, logo=file())

    send(office, employer, logo_removed="on")

    assert employer.logo_url == ""
    with employer_scope(employer.pk):
        entries = AuditLog.objects.filter(action="employer.updated").order_by("sequence")
        assert [("logo_url" in entry.metadata["fields"]) for entry in entries] == [True, True]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<svg onload=alert(1)>", "This file cannot be read as a picture."), (picture()[:-40], "may be damaged")],
)
def test_wrong_file_is_named_and_nothing_typed_is_lost(
    office: Client, employer: Employer, content: bytes, words: str
) -> None:
    answer = text(send(office, employer, logo=file(content), about_md="New words"))

    assert words in answer
    assert "New words" in answer
    assert employer.logo_url == ""


def test_file_need_not_be_chosen_again_when_something_else_was_wrong(office: Client, employer: Employer) -> None:
    answer = text(send(office, employer, logo=file(), brand_colour="red"))

    (chosen,) = re.findall(r'name="logo_chosen" value="([^"]+)"', answer)
    assert f'src="/logos/{employer.pk}/{chosen}"' in answer
    assert employer.logo_url == ""
    send(office, employer, logo_chosen=chosen)
    assert path(employer).endswith(chosen)


@pytest.mark.parametrize("chosen", ["a" * 32 + "-1x1.png", "../../x.png", "https://evil.example/x.png"])
def test_choice_that_was_never_sent_changes_nothing(office: Client, employer: Employer, chosen: str) -> None:
    send(office, employer, logo_chosen=chosen)

    assert employer.logo_url == ""


def test_store_away_is_said_and_nothing_typed_is_lost(office: Client, employer: Employer, settings: Any) -> None:
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"

    answer = text(send(office, employer, logo=file(), about_md="New words"))

    assert "The file store does not answer" in answer
    assert "New words" in answer


def test_logo_that_lies_elsewhere_can_be_replaced(office: Client, employer: Employer) -> None:
    Employer.objects.update(logo_url="https://acme.example/l.png")

    assert "Loaded from https://acme.example/l.png." in text(office.get(page(employer)))
    send(office, employer, logo=file())
    assert path(employer)


@pytest.mark.parametrize("role", ["viewer", "recruiter"])
def test_others_of_the_employer_see_it_and_change_nothing(client: Client, employer: Employer, role: str) -> None:
    client.force_login(UserFactory(employer=employer, roles=[role]))

    assert 'type="file"' not in text(client.get(page(employer)))
    assert client.post(page(employer), TYPED | {"logo": file()}).status_code == 403


def test_another_employers_people_cannot_change_it(
    office: Client, employer: Employer, other_employer: Employer
) -> None:
    answer = office.post(page(other_employer), TYPED | {"logo": file()})

    other_employer.refresh_from_db()
    assert answer.status_code in {302, 403, 404}
    assert other_employer.logo_url == ""


def test_new_employer_is_made_without_one(client: Client, admin: User) -> None:
    client.force_login(User.objects.create_superuser("p@example.com", "x", name="P"))

    assert 'name="logo"' not in text(client.get("/admin/employers/employer/add/"))


def test_public_pages_load_it_from_ourselves(client: Client, office: Client, employer: Employer) -> None:
    send(office, employer, logo=file())
    with employer_scope(employer.pk):
        job = published_job()

    for address in (f"/e/{employer.slug}/", f"/jobs/{job.pk}/"):
        answer: Any = client.get(address, follow=True)
        assert f'src="{path(employer)}"' in text(answer)
        (sources,) = re.findall(r"img-src ([^;]*)", answer["Content-Security-Policy"])
        assert set(sources.split()) == {"'self'", "data:"}
        assert f'property="og:image" content="{employer.logo_url}"' in text(answer)
        assert employer.logo_url in "".join(re.findall(r'"logo": ?("[^"]+")', text(answer)))


def test_mails_show_it_in_its_size(office: Client, employer: Employer) -> None:
    send(office, employer, logo=file(picture(size=(440, 48))))

    html = sample("status_offer", employer=employer).html

    (image,) = re.findall(r"<img[^>]*>", html)
    assert f'src="{employer.logo_url}"' in image
    assert ('width="220"' in image, 'height="24"' in image, 'alt="' in image) == (True, True, True)
