"""Logos that lie with us: their addresses, which tell their size, and never another picture than the one they began
with."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from django.conf import settings

from employers.models import Employer

FOLDER = "logos"
NAME = r"[0-9a-f]{32}-[1-9][0-9]{0,3}x[1-9][0-9]{0,3}\.(?:png|jpg)"
EMPLOYER = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PATH = re.compile(rf"/{FOLDER}/(?P<employer>{EMPLOYER})/(?P<name>{NAME})")
_SIZE = re.compile(r"-([0-9]+)x([0-9]+)\.")


@dataclass(frozen=True, slots=True)
class Logo:
    """`path` begins with a slash; `width` and `height` are the picture's own, in pixels."""

    path: str
    name: str
    width: int
    height: int


def logo_of(employer: Employer) -> Logo | None:
    """The employer's logo if it lies with us; None without one, or for a picture that lies elsewhere."""
    path = employer.logo_url.removeprefix(settings.PUBLIC_URL)
    found = _PATH.fullmatch(path)
    if found is None or found["employer"] != str(employer.pk):
        return None
    size = _SIZE.search(found["name"])
    width, height = (int(size[1]), int(size[2])) if size else (0, 0)
    return Logo(path, found["name"], width, height)


def path_of(employer_id: uuid.UUID, name: str) -> str:
    return f"/{FOLDER}/{employer_id}/{name}"


def address_of(employer_id: uuid.UUID, name: str) -> str:
    """As `Employer.logo_url` holds it: whole, because mails and search engines read it."""
    return f"{settings.PUBLIC_URL}{path_of(employer_id, name)}"
