"""Every text that a person may read, and its German: `python -m tests.translations` brings the catalogue up to date.

Messages come from our code and templates, and from Unfold's, which brings no German of its own. New ones stand in the
catalogue without a translation, for a person to fill in; those that nothing uses any more are dropped. Then the binary
catalogue that Django reads is written.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["root_packages"]
CATALOGUE = ROOT / "locale/de/LC_MESSAGES/django.po"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
TEMPLATE = "javascript"
"""What Django makes of a template for extraction is calls between crossed-out text: no Python, but near enough."""
_SPEC = find_spec("unfold")
UNFOLD = Path(str(_SPEC.origin)).parent if _SPEC else None


def sources() -> Iterator[tuple[str, str, str]]:
    """(name, how to read it, text) of everything that may speak."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), "python", path.read_text("utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield str(path.relative_to(ROOT)), TEMPLATE, templatize(path.read_text("utf-8"), origin=str(path))
    yield from _unfold()


def _unfold() -> Iterator[tuple[str, str, str]]:
    assert UNFOLD is not None
    for path in sorted([*(UNFOLD / "templates").rglob("*.html"), *(UNFOLD / "contrib/filters").rglob("*.html")]):
        yield "unfold", TEMPLATE, templatize(path.read_text("utf-8"), origin=str(path))
    for path in sorted(UNFOLD.glob("*.py")):
        yield "unfold", "python", path.read_text("utf-8")


def messages() -> Catalog:
    """Everything to translate, without translations."""
    found = Catalog(locale="de", project="HireTrack", charset="utf-8", fuzzy=False)
    for name, how, text in sources():
        for _line, ids, _comments, context in extract(how, BytesIO(text.encode()), KEYWORDS):
            known = found.get(ids, context)
            if known is None or name not in {place for place, _ in known.locations}:
                found.add(ids, locations=[(name, 0)], context=context)
    return found


def stored() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="de")


def untranslated(catalogue: Catalog) -> list[Message]:
    """Those without German, in every plural form."""
    forms: Any = lambda one: one.string if one.pluralizable else [one.string]  # noqa: E731
    return [one for one in catalogue if one.id and not all(forms(one))]


def main() -> None:
    catalogue = stored()
    catalogue.update(messages(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, sort_by_file=True, include_lineno=False)
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    sys.stdout.write(f"{len(untranslated(catalogue))} of {len(catalogue)} messages have no German yet.\n")


if __name__ == "__main__":
    main()
