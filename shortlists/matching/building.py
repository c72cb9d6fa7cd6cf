"""The taxonomy's file, built from O*NET's technology skills, ESCO's skills and our own list."""

from __future__ import annotations

import csv
import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from shortlists.matching import alignment
from shortlists.matching.taxonomy import ANYHOW, AS_WRITTEN, IN_COMPANY

OWN = Path(__file__).resolve().parent.parent / "data" / "common_skills.txt"
ATTRIBUTION = """\
# HireTrack's skills, one a line: name, how it is to be met, other names.
# Built by `manage.py build_skills` from:
# - O*NET Database, Technology Skills, by the U.S. Department of Labor, Employment and Training Administration
#   (USDOL/ETA), used under the CC BY 4.0 license. O*NET is a trademark of USDOL/ETA. Names were shortened and joined;
#   USDOL/ETA has not approved, endorsed, or tested these modifications.
# - ESCO, the classification of European Skills, Competences, Qualifications and Occupations, by the European
#   Commission, used under CC BY 4.0. Labels were chosen and their alternatives put in order.
# - common_skills.txt, a list of our own.
"""
LONGEST, MOST_WORDS = 60, 5
_TOO_GENERAL = frozenset(
    "communication consultation database dies energy grammar history improvise literature logic medicines migration"
    " morality patents politics sensors spelling terminology cameras securities coining medicine teamwork software"
    " education troubleshoot statistics technologies products services systems English".lower().split()
)
_TONGUE = re.compile(r"\b(?:spoken|written|verbally|write|read|understand|speak|interact|pronounce)\b")
_ACRONYM = re.compile(r"^(.+\s\S+)\s([A-Z][A-Z0-9/&-]{1,7})$")
_EVERYDAY = frozenset({
    "Project", "Word", "Access", "Teams", "Edge", "Windows", "Office", "Database", "Outlook", "Publisher", "Safari",
    "Maven", "Docs",
})  # fmt: skip
"""What is left of a product's name without its maker, and then says nothing."""
_MAKERS = re.compile(
    r"^(?:Microsoft|Adobe|Apache|Atlassian|Autodesk|Google|Oracle|IBM|Apple|Amazon|SAP|ESRI|Bentley|Cisco|Red Hat"
    r"|Dassault Systemes|The MathWorks|Intuit|Trimble|Mozilla)\s(?=\S{3})"
)


class Names:
    """Skills by their names, each name and alias belonging to one skill alone: the first that claims it."""

    def __init__(self) -> None:
        self.skills: dict[str, tuple[str, dict[str, str]]] = {}
        self._owner: dict[str, str] = {}

    def add(self, name: str, aliases: Iterable[tuple[str, str]] = (), *, mode: str = ANYHOW) -> None:
        """`aliases` are pairs of a name and how it is to be met."""
        owner = self._owner.setdefault(name.lower(), name)
        self.skills.setdefault(owner, (mode, {}))
        for alias, how in aliases:
            if self._owner.setdefault(alias.lower(), owner) == owner and alias.lower() != owner.lower():
                self.skills[owner][1][alias] = how

    def owner(self, *names: str) -> str | None:
        return next((self._owner[name.lower()] for name in names if name.lower() in self._owner), None)

    def lines(self) -> Iterator[str]:
        for name, (mode, aliases) in sorted(self.skills.items()):
            yield "\t".join([name, mode, *(how + alias for alias, how in sorted(aliases.items()))])


def build(*, onet: Path, esco: Path, target: Path) -> Names:
    """Write the file. Raises `OSError` and `ValueError` (a file that is not what its name says)."""
    names = Names()
    _add_own(names)
    _add_onet(names, onet)
    _add_esco(names, esco)
    text = ATTRIBUTION + "\n".join(names.lines()) + "\n"
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return names


def _add_own(names: Names) -> None:
    for line in OWN.read_text("utf-8").splitlines():
        if not line.strip() or line[0] in "#[":
            continue
        if " > " in line:
            alias, name = line.split(" > ")
            names.add(name, [(alias, ANYHOW)], mode=IN_COMPANY)
            continue
        name, _, others = line.partition(": ")
        mode = IN_COMPANY if name.startswith("!") else ANYHOW
        names.add(name.removeprefix("!"), [(other, ANYHOW) for other in others.split(", ") if other], mode=mode)


def _add_onet(names: Names, path: Path) -> None:
    for full, is_hot in sorted(_products(path).items()):
        short = full.removesuffix(" software")
        acronym = _ACRONYM.match(short)
        plain = acronym[1] if acronym else short
        bare = _MAKERS.sub("", plain)
        if _is_a_category(full) or len(plain) > LONGEST:
            continue
        aliases = [(full, ANYHOW), (short, ANYHOW)]
        aliases += [(acronym[2], IN_COMPANY)] if acronym and is_hot else []
        aliases += [(bare, IN_COMPANY)] if bare != plain and is_hot and bare not in _EVERYDAY else []
        known = names.owner(full, short, plain, *([bare] if is_hot else []))
        # A name of one word may be an everyday word, too.
        names.add(known or plain, aliases, mode=ANYHOW if " " in plain or is_hot else _of_one_word(plain))


def _of_one_word(name: str) -> str:
    return AS_WRITTEN if re.search(r"[a-z0-9.][A-Z]|\d", name) else IN_COMPANY


def _is_a_category(name: str) -> bool:
    """Materials inventory software: what kind of thing, not which."""
    return " " in name and name[1:] == name[1:].lower()


def _products(path: Path) -> dict[str, bool]:
    """Each product, and whether employers ask for it often ("hot technology")."""
    found: dict[str, bool] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in _rows(file, path, ("Example", "Hot Technology"), delimiter="\t"):
            found[row["Example"]] = found.get(row["Example"], False) or row["Hot Technology"] == "Y"
    return found


def _add_esco(names: Names, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(_rows(file, path, ("preferredLabel", "altLabels"), delimiter=","))
    for label, others in alignment.aligned([row["preferredLabel"] for row in rows], [_cell(row) for row in rows]):
        if _is_usable(label):
            usable = [(other, ANYHOW) for other in others if _is_usable(other) and " " in other]
            names.add(names.owner(label) or label, usable, mode=ANYHOW)


def _cell(row: dict[str, str]) -> list[str]:
    return [" ".join(line.split()) for line in (row["altLabels"] or "").splitlines() if line.strip()]


def _is_usable(label: str) -> bool:
    words = label.split()
    return (
        2 < len(label) <= LONGEST
        and len(words) <= MOST_WORDS
        and label.lower() not in _TOO_GENERAL
        and not _TONGUE.search(label)
        and "\t" not in label
    )


def _rows(file: Iterable[str], path: Path, columns: tuple[str, ...], *, delimiter: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(file, delimiter=delimiter)
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        raise ValueError(f"{path} lacks the columns {', '.join(missing)}.")
    yield from reader
