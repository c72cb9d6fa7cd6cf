"""From a file that somebody uploads to a picture of our own making. Nothing of the file itself is kept: what might be
hidden in it besides the picture (scripts, places, another file) ends here."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.logos import FOLDER, address_of, logo_of
from employers.models import Employer
from hiretrack.errors import FieldError, Invalid
from hiretrack.uploads import storage
from hiretrack.uploads.extraction import Picture, Unreadable, redraw

MAX_BYTES = 2 * 1024 * 1024
MAX_KEPT_BYTES = 1024 * 1024
"""What is served is far smaller; read no more than this in any case."""
IN_USE_SOON = dt.timedelta(minutes=5)
"""A picture is in the store before the employer's row tells of it."""
TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def keep_logo(*, employer_id: uuid.UUID, content: bytes) -> str:
    """The address of a logo made from the file, to be set as the employer's `logo_url`; until then nobody sees it, and
    in the end it is swept away.

    Raises `Invalid` for what is no picture, or too large a one, and `Unavailable` while the object store is away.
    """
    picture = _redrawn(content)
    name = f"{hashlib.sha256(picture.content).hexdigest()[:32]}-{picture.width}x{picture.height}.{picture.ending}"
    storage.write(key_of(employer_id, name), picture.content, content_type=TYPES[picture.ending])
    return address_of(employer_id, name)


def is_kept(*, employer_id: uuid.UUID, name: str) -> bool:
    """Whether `keep_logo` has kept it for this employer. Raises `Unavailable`."""
    try:
        return storage.size_of(key_of(employer_id, name)) > 0
    except storage.ObjectMissing:
        return False


def read_logo(employer_id: uuid.UUID, name: str) -> bytes:
    """Raises `ObjectMissing`, `Unavailable`."""
    return storage.read(key_of(employer_id, name), at_most=MAX_KEPT_BYTES)


def key_of(employer_id: uuid.UUID, name: str) -> str:
    return f"{FOLDER}/{employer_id}/{name}"


def sweep_logos(*, employer_id: uuid.UUID | None = None) -> int:
    """Remove what no employer shows any more, of one employer or of all; how many pictures. Raises `Unavailable`."""
    prefix = f"{FOLDER}/{employer_id}/" if employer_id else f"{FOLDER}/"
    found = list(storage.keys_before(prefix, timezone.now() - IN_USE_SOON))
    shown = _shown(employer_id)
    unused = [key for key in found if key not in shown]
    storage.remove(*unused)
    return len(unused)


def follow_site() -> int:
    """Where the installation's own address has changed, logos are there under the new one; of how many employers."""
    moved = 0
    for row in Employer.objects.filter(logo_url__contains=f"/{FOLDER}/").exclude(
        logo_url__startswith=f"{settings.PUBLIC_URL}/"
    ):
        path = row.logo_url[row.logo_url.rindex(f"/{FOLDER}/") :]
        logo = logo_of(Employer(pk=row.pk, logo_url=f"{settings.PUBLIC_URL}{path}"))
        if logo is not None and is_kept(employer_id=row.pk, name=logo.name):
            address = address_of(row.pk, logo.name)
            moved += Employer.objects.filter(pk=row.pk, logo_url=row.logo_url).update(logo_url=address)
    return moved


def _shown(employer_id: uuid.UUID | None) -> set[str]:
    rows = Employer.objects.filter(logo_url__contains=f"/{FOLDER}/").only("logo_url")
    chosen = rows.filter(pk=employer_id) if employer_id else rows
    return {key_of(row.pk, logo.name) for row in chosen if (logo := logo_of(row))}


def _redrawn(content: bytes) -> Picture:
    if len(content) > MAX_BYTES:
        raise _refused("too_large", _("This file is larger than 2 MB. Save the logo smaller, and choose it again."))
    try:
        return redraw(content)
    except Unreadable as error:
        raise _refused("not_a_picture", str(error)) from error


def _refused(code: str, detail: str) -> Invalid:
    return Invalid(detail, errors=[FieldError("/logo", code, detail)])
