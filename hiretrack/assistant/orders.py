"""A draft that is to be written: everything that the provider is told, made ready when it is asked for."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from hiretrack.assistant import facts
from hiretrack.assistant.choices import Kind, Tone
from hiretrack.assistant.errors import NoFacts
from hiretrack.assistant.facts import Fact
from hiretrack.assistant.fencing import boundary_for, fenced
from hiretrack.assistant.prompts import prompt_for
from hiretrack.assistant.providers import Asked
from hiretrack.context import current_actor

LEAST_WORDS = 20
MOST_WORDS = {Kind.ANSWER: 400, Kind.DESCRIPTION: 800}
USUAL_WORDS = {Kind.ANSWER: 150, Kind.DESCRIPTION: 350}
MAX_QUESTION, MAX_NOTES, MAX_JOB_TEXT = 2000, 5000, 20_000
SENT_OF_JOB = 6000
CHARS_A_WORD, TOKENS_A_WORD, TOKENS_ASIDE = 12, 4, 1500
"""Aside: the line of facts, and what some models think before they write."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose limit, task and entry in the run log it is. Without an employer it is a candidate's own."""

    user_id: uuid.UUID | None
    employer_id: uuid.UUID | None = None
    api_key_id: uuid.UUID | None = None


def asker(*, employer_id: uuid.UUID | None) -> Asker:
    """Whoever acts now."""
    actor = current_actor()
    return Asker(actor.user_id, employer_id, actor.api_key_id)


@dataclass(frozen=True, slots=True)
class Order:
    kind: Kind
    prompt: str
    asked: Asked
    facts: list[Fact]
    max_chars: int
    asker: Asker

    def dumped(self) -> str:
        return json.dumps(asdict(self), default=str)


def loaded(text: str) -> Order:
    given = json.loads(text)
    who = {name: uuid.UUID(value) if value else None for name, value in given["asker"].items()}
    return Order(
        kind=Kind(given["kind"]),
        prompt=given["prompt"],
        asked=Asked(**given["asked"]),
        facts=[Fact(**fact) for fact in given["facts"]],
        max_chars=given["max_chars"],
        asker=Asker(**who),
    )


@dataclass(frozen=True, slots=True)
class Wish:
    tone: Tone = Tone.NEUTRAL
    max_words: int | None = None


def answer(*, question: str, job: str = "", wish: Wish, by: Asker) -> Order:
    """An answer from the open person scope's profile; `job` is text about the job. Raises `NoFacts`."""
    name = facts.own_name()
    known = facts.of_profile(name)
    if not known:
        raise NoFacts(_("Your profile says nothing yet. Fill it in first."))
    blocks = {
        "question": facts.impersonal(question, name, most=MAX_QUESTION),
        "job": facts.impersonal(job, name, most=SENT_OF_JOB),
    }
    return _order(Kind.ANSWER, blocks, known, wish, by)


def description(*, job: Mapping[str, Any], employer: str, notes: str = "", wish: Wish, by: Asker) -> Order:
    """A description from a job's fields (those of `jobs.validation.WRITABLE`). Raises `NoFacts` without a title."""
    if not str(job.get("title") or "").strip():
        raise NoFacts(_("Give the job a title first."))
    current = str(job.get("description_md") or "")
    blocks = {
        "notes": facts.impersonal(notes, most=MAX_NOTES),
        "current text": facts.impersonal(current, most=SENT_OF_JOB),
    }
    return _order(Kind.DESCRIPTION, blocks, facts.of_job({**job, "company": job.get("company") or employer}), wish, by)


def _order(kind: Kind, blocks: dict[str, str], known: list[Fact], wish: Wish, by: Asker) -> Order:
    blocks["facts"] = "\n".join(f"[{fact.code}] {fact.kind}: {fact.text}" for fact in known)
    boundary, prompt = boundary_for(*blocks.values()), prompt_for(kind)
    words = max(LEAST_WORDS, min(wish.max_words or USUAL_WORDS[kind], MOST_WORDS[kind]))
    system = prompt.filled(boundary=boundary, tone=wish.tone, max_words=words)
    asked = Asked(system, fenced(blocks, boundary), words * TOKENS_A_WORD + TOKENS_ASIDE)
    return Order(kind, prompt.id, asked, known, words * CHARS_A_WORD, by)
