"""What an employer's words may hold in double braces. A closed list, filled in by plain substitution: nothing runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiretrack.errors import FieldError, Invalid
from hiretrack.notifications.choices import MAILING, ApplicantMail
from hiretrack.notifications.models import MAX_BODY, MAX_SUBJECT

FOUND = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}")
LINK = "link"


@dataclass(frozen=True, slots=True)
class Placeholder:
    name: str
    meaning: Promise
    required: bool = False
    only: frozenset[str] = frozenset({*ApplicantMail.values, MAILING})
    """The mails that know it."""

    @property
    def written(self) -> str:
        return f"{{{{ {self.name} }}}}"


_APPLIED = frozenset({str(ApplicantMail.RECEIVED), str(ApplicantMail.DUPLICATE)})
ALL = (
    Placeholder("candidate", gettext_lazy("The candidate's name")),
    Placeholder("job", gettext_lazy("The job's title")),
    Placeholder("employer", gettext_lazy("The company as the job shows it")),
    Placeholder(LINK, gettext_lazy("The candidate's own page about this application"), required=True),
    # A step that is told of is the answer: from then on there is no day left that was promised.
    Placeholder("answer_by", gettext_lazy("The day by which you have promised an answer"), only=_APPLIED),
)
NAMES = tuple(one.name for one in ALL)


def known_to(kind: str) -> list[Placeholder]:
    return [one for one in ALL if kind in one.only]


def check(kind: str, *, subject: str, body: str) -> None:
    """Raise `Invalid` that names everything in the way of sending this."""
    errors = [*_in_subject(kind, subject), *_in_body(kind, body)]
    if errors:
        raise Invalid(_("This mail cannot be sent as it is written."), errors=errors)


def _in_subject(kind: str, subject: str) -> list[FieldError]:
    at = "/subject"
    errors = _sized(at, subject, MAX_SUBJECT) + _misspelt(at, kind, subject)
    if LINK in FOUND.findall(subject):
        errors.append(FieldError(at, "misplaced_placeholder", _("A link does not work in a subject: leave it out.")))
    if any(not character.isprintable() for character in subject):
        errors.append(FieldError(at, "not_one_line", _("A subject is one line of text.")))
    return errors


def _in_body(kind: str, body: str) -> list[FieldError]:
    at = "/body"
    errors = _sized(at, body, MAX_BODY) + _misspelt(at, kind, body)
    if "\x00" in body:
        errors.append(FieldError(at, "not_text", _("This holds a character that cannot be sent: write it anew.")))
    there = set(FOUND.findall(body))
    for one in known_to(kind):
        if one.required and kind != MAILING and body.strip() and one.name not in there:
            said = _("Add %(placeholder)s: %(meaning)s, without which nobody can see or withdraw it.")
            told = said % {"placeholder": one.written, "meaning": one.meaning}
            errors.append(FieldError(at, "missing_placeholder", told))
    return errors


def _sized(at: str, text: str, limit: int) -> list[FieldError]:
    if not text.strip():
        return [FieldError(at, "required", _("Write something here."))]
    if len(text) > limit:
        said = _("This has %(count)d characters; up to %(limit)d fit.") % {"count": len(text), "limit": limit}
        return [FieldError(at, "max_length", said)]
    return []


def _misspelt(at: str, kind: str, text: str) -> list[FieldError]:
    known = known_to(kind)
    offered = ", ".join(one.written for one in known)
    unknown = sorted(set(FOUND.findall(text)) - {one.name for one in known})
    said = _("“{{ %(name)s }}” is not known in this mail. You can use %(offered)s.")
    errors = [FieldError(at, "unknown_placeholder", said % {"name": name[:40], "offered": offered}) for name in unknown]
    if stray := STRAY.search(FOUND.sub("", text)):
        said = _("“%(mark)s” stands alone: a placeholder is a name between {{ and }}.") % {"mark": stray[0]}
        errors.append(FieldError(at, "broken_placeholder", said))
    return errors


def marked(text: str) -> str:
    """`text` with a word for each placeholder that Markdown leaves alone, also within an address."""
    return FOUND.sub(lambda found: f"xq{NAMES.index(found[1])}qx" if found[1] in NAMES else found[0], text)


MARK = re.compile(r"( ?)xq(\d)qx")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The marks replaced, once: what a value holds is text, whatever it looks like. An empty one takes the space
    before it along (“Hello ,”)."""
    return MARK.sub(lambda found: _value(found, values), text)


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    number = int(found[2])
    if number >= len(NAMES):
        return found[0]
    value = values.get(NAMES[number], "")
    return f"{found[1]}{value}" if value else ""
