"""All that a filled-in apply form will send, for the candidate to look over before it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hiretrack.portal.forms import ApplyForm
from hiretrack.uploads.models import Upload

ABOUT = ("name", "email", "phone", "location", "profile_link", "website_link")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is sent; an empty `text` is left out of what is sent."""

    label: str | Promise
    text: str
    from_cv: bool = False
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """`anchor` is where the form asks for it."""

    title: str
    anchor: str
    lines: list[Line]


def parts(form: ApplyForm, upload: Upload | None, *, company: str) -> list[Part]:
    """Of a valid form, in its order."""
    cv = Line(_("CV or résumé"), upload.filename if upload else "")
    told = [Part(_("Your CV"), "cv-title", [cv]), Part(_("About you"), "about", list(_lines(form, ABOUT)))]
    if form.questions:
        asked = [_line(form, field) for field in form.question_fields]
        told.append(Part(_("Questions from %(name)s") % {"name": company}, "questions-title", asked))
    told.append(Part(_("Anything you'd like to add"), "letter-title", list(_lines(form, ["cover_letter"]))))
    return told


def _lines(form: ApplyForm, names: Iterable[str]) -> Iterator[Line]:
    return (_line(form, form[name]) for name in names)


def _line(form: ApplyForm, field: BoundField) -> Line:
    text = in_words(form.cleaned_data.get(field.name))
    return Line(field.label, text, field.name in form.read_from_cv, is_long="\n" in text or len(text) > 100)


def in_words(value: Any) -> str:
    """A value of the form as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return number_format(value)
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    return ", ".join(value) if isinstance(value, list) else str(value or "")
