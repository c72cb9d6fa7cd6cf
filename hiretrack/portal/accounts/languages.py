"""Languages by their names, as people write them; the profile holds their tags."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hiretrack.codes import language_tag, languages_by_name
from hiretrack.portal.accounts.fields import LinesField


class LanguagesField(LinesField):
    """Parted by commas; a list of tags when cleaned. What has no name here may be given as its tag."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(commas=True, widget=forms.TextInput, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            value = [language_name(tag) for tag in value]
        return super().prepare_value(value)

    def clean(self, value: Any) -> list[str]:
        tags = languages_by_name(get_language() or "en")
        return [tags.get(name.casefold()) or _given(name) for name in super().clean(value)]


def language_name(tag: str) -> str:
    """In the reader's language; the tag itself where its name is not known."""
    known = LANG_INFO.get(tag.lower(), {})
    return gettext(known["name"]) if "name" in known else tag


def _given(text: str) -> str:
    # A tag is short, a name that nobody knows is not: "Klingon" has the shape of a tag too.
    if (tag := language_tag(text)) and len(tag.split("-")[0]) <= 3:
        return tag
    said = _("“%(name)s” is not a language that is known here. Check how it is spelled, or give its code, such as de.")
    raise forms.ValidationError(said % {"name": text})
