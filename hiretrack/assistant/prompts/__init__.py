"""The instructions, a file a version: `<name>-<version>.md`. One that was in use is never edited; a new one follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from hiretrack.assistant.choices import Kind, Tone

FOLDER = Path(__file__).parent
CURRENT = {Kind.ANSWER: 1, Kind.DESCRIPTION: 1}
TONES = {
    Tone.NEUTRAL: "factual and friendly",
    Tone.FORMAL: "formal and polite",
    Tone.WARM: "warm and personal, without exaggeration",
    Tone.PLAIN: "short sentences, plain words",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """`id` is what the run log keeps."""

    id: str
    text: str

    def filled(self, *, boundary: str, tone: Tone, max_words: int) -> str:
        return Template(self.text).substitute(boundary=boundary, tone=TONES[tone], max_words=max_words)


@cache
def prompt_for(kind: Kind) -> Prompt:
    name = f"{kind}-{CURRENT[kind]}"
    return Prompt(name, (FOLDER / f"{name}.md").read_text("utf-8"))
