"""Logos: what a file may be, what becomes of it, and how it is served."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from employers.logos import logo_of
from employers.models import Employer
from employers.services import update_employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import Invalid, Unavailable
from hiretrack.tenancy import employer_scope
from hiretrack.uploads import storage
from hiretrack.uploads.logos import services
from hiretrack.uploads.logos.listeners import sweep_after_change
from hiretrack.uploads.logos.services import follow_site, keep_logo, key_of, sweep_logos
from tests.factories.pictures import picture, png_bomb, text_bomb, with_secret

pytestmark = pytest.mark.django_db
KEY = "a" * 32
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def shown(employer: Employer, content: bytes | None = None) -> Employer:
    """The employer with a logo made from `content`."""
    address = keep_logo(employer_id=employer.pk, content=content or picture())
    return update_employer(employer=employer, changes={"logo_url": address})


def path(employer: Employer) -> str:
    logo = logo_of(employer)
    assert logo is not None
    return logo.path


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        keep_logo(employer_id=uuid.uuid4(), content=content)
    (error,) = caught.value.errors
    assert error.pointer == "/logo"
    return error.detail


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is in the store has been there for a while."""
    monkeypatch.setattr(services, "IN_USE_SOON", dt.timedelta(hours=-1))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), "PNG"),
        (picture("PNG", mode="RGBA"), "PNG"),
        (picture("PNG", mode="P"), "PNG"),
        (picture("PNG", mode="L"), "PNG"),
        (picture("WEBP"), "PNG"),
        (picture("JPEG"), "JPEG"),
        (picture("JPEG", mode="CMYK"), "JPEG"),
    ],
)
def test_picture_is_served_from_our_own_origin(client: Client, employer: Employer, content: bytes, kind: str) -> None:
    employer = shown(employer, content)

    answer = client.get(path(employer))

    assert answer.status_code == 200
    assert answer["Content-Type"] == f"image/{kind.lower()}"
    made = Image.open(io.BytesIO(answer.content))
    assert (made.format, made.size) == (kind, (300, 100))


def test_it_may_be_kept_for_ever_and_is_nothing_but_a_picture(client: Client, employer: Employer) -> None:
    address = path(shown(employer))

    answer = client.get(address)

    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_of_the_file_is_kept_but_what_it_shows(client: Client, employer: Employer) -> None:
    answer = client.get(path(shown(employer, with_secret())))

    assert b"SECRET" not in answer.content
    assert b"script" not in answer.content
    assert answer.content.endswith(b"IEND\xaeB`\x82")


def test_large_picture_becomes_as_small_as_pages_need(client: Client, employer: Employer) -> None:
    employer = shown(employer, picture(size=(4000, 1000)))

    logo = logo_of(employer)
    assert logo is not None
    assert (logo.width, logo.height) == (512, 128)


def test_noise_weighs_no_more_than_a_page_bears(client: Client, employer: Employer) -> None:
    held = io.BytesIO()
    Image.effect_noise((640, 240), 200).convert("RGBA").save(held, "PNG")

    answer = client.get(path(shown(employer, held.getvalue())))

    assert len(answer.content) < len(held.getvalue())
    assert Image.open(io.BytesIO(answer.content)).mode == "P"


def test_photo_stands_upright_and_tells_no_place(client: Client, employer: Employer) -> None:
    turned = Image.Exif()
    turned[0x0112], turned[0x010E] = 6, "SECRET-PLACE"

    answer = client.get(path(shown(employer, picture("JPEG", size=(300, 100), exif=turned, comment=b"SECRET-WORD"))))

    made = Image.open(io.BytesIO(answer.content))
    assert made.size == (67, 200)
    assert not made.getexif()
    assert b"SECRET" not in answer.content


@pytest.mark.parametrize(
    "content",
    [SVG, b"", b"GIF89a", picture("GIF"), picture("BMP"), picture("TIFF"), b"%PDF-1.7 %%EOF", b"<html>"],
    ids=["svg", "empty", "head", "gif", "bmp", "tiff", "pdf", "html"],
)
def test_other_files_are_refused(content: bytes) -> None:
    assert refused(content).startswith("This file cannot be read as a picture.")


@pytest.mark.parametrize("content", [png_bomb(), picture(size=(6000, 4001), compress_level=9)], ids=["bomb", "wide"])
def test_bomb_is_refused_before_it_is_unpacked(content: bytes) -> None:
    assert len(content) < services.MAX_BYTES
    assert refused(content).startswith("This picture has more than 24")


def test_text_within_that_would_fill_the_memory_is_refused() -> None:
    assert "This picture cannot be read" in refused(text_bomb())


@pytest.mark.parametrize(
    "content", [picture()[:-40], picture()[:60], picture("JPEG")[:300]], ids=["end", "png", "jpeg"]
)
def test_damaged_picture_is_refused(content: bytes) -> None:
    assert refused(content)


def test_speck_and_heavy_file_are_refused() -> None:
    assert "smaller than 16 by 16" in refused(picture(size=(15, 300)))
    assert "larger than 2 MB" in refused(picture() + bytes(services.MAX_BYTES))


def test_change_is_journalled_without_the_picture(employer: Employer) -> None:
    shown(employer)

    with employer_scope(employer.pk):
        entry = AuditLog.objects.get(action="employer.updated")
    assert entry.metadata == {"fields": ["logo_url"]}


@pytest.mark.usefixtures("long_ago")
def test_replaced_picture_leaves_the_store_and_its_address_shows_the_new_one(
    client: Client, employer: Employer
) -> None:
    before = path(shown(employer))
    after = path(shown(employer, picture(size=(200, 200))))

    assert sweep_logos(employer_id=employer.pk) == 1

    answer = client.get(before)
    assert (answer.status_code, answer["Location"]) == (302, after)
    assert client.get(after).status_code == 200


@pytest.mark.usefixtures("long_ago")
def test_removed_picture_is_gone(client: Client, employer: Employer) -> None:
    before = path(shown(employer))
    update_employer(employer=employer, changes={"logo_url": ""})

    sweep_logos(employer_id=employer.pk)

    assert client.get(before).status_code == 404
    assert not list(storage.keys_before(f"logos/{employer.pk}/", timezone.now() + dt.timedelta(hours=1)))


@pytest.mark.usefixtures("long_ago")
def test_sweep_leaves_what_others_show(client: Client, employer: Employer, other_employer: Employer) -> None:
    kept, gone = path(shown(other_employer)), keep_logo(employer_id=employer.pk, content=picture())

    sweep_logos()

    assert client.get(kept).status_code == 200
    assert client.get(gone[gone.index("/logos/") :]).status_code == 404


def test_picture_that_is_about_to_be_shown_is_left_alone(employer: Employer) -> None:
    address = keep_logo(employer_id=employer.pk, content=picture())

    sweep_logos(employer_id=employer.pk)

    assert services.is_kept(employer_id=employer.pk, name=address.rpartition("/")[2])


def test_sweep_follows_a_change_of_the_logo_alone(
    employer: Employer, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    from hiretrack.uploads.tasks import sweep_logos as task

    sent: list[Any] = []
    monkeypatch.setattr(task, "apply_async", lambda args, *_more, **_options: sent.append(args))
    with employer_scope(employer.pk), django_capture_on_commit_callbacks(execute=True):
        for fields in (["name"], ["logo_url"]):
            sweep_after_change(AuditLog(entity_id=employer.pk, metadata={"fields": fields}))

    assert [list(args) for args in sent] == [[str(employer.pk)]]


def test_nobody_shows_another_employers_picture_as_their_own(employer: Employer, other_employer: Employer) -> None:
    theirs = shown(other_employer).logo_url

    mine = update_employer(employer=employer, changes={"logo_url": theirs})

    assert logo_of(mine) is None


def test_addresses_follow_when_the_site_moves(client: Client, employer: Employer, settings: Any) -> None:
    shown(employer)
    settings.PUBLIC_URL = "https://work.example"

    assert follow_site() == 1

    employer.refresh_from_db()
    assert employer.logo_url.startswith("https://work.example/logos/")
    assert follow_site() == 0


def test_store_away_is_said(client: Client, employer: Employer, settings: Any) -> None:
    address = path(shown(employer))
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"

    answer = client.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    with pytest.raises(Unavailable):
        keep_logo(employer_id=employer.pk, content=picture())


@pytest.mark.parametrize(
    "name",
    ["x.png", f"{KEY}-0x0.png", f"{KEY}-1x1.svg", f"..%2f{KEY}-1x1.png", f"{KEY}-1x1.png"],
    ids=["short", "nothing", "drawing", "folder", "unknown"],
)
def test_other_names_lead_nowhere(client: Client, employer: Employer, name: str) -> None:
    assert client.get(f"/logos/{employer.pk}/{name}").status_code == 404
    assert client.get(f"/logos/{'-' * 36}/{KEY}-1x1.png").status_code == 404
    assert key_of(employer.pk, "n").startswith("logos/")
