from __future__ import annotations

from typing import Any

from hiretrack.background.api.examples import TASK

ANSWER: dict[str, Any] = {
    "question": "Why do you want to work in logistics?",
    "job_id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0b1",
    "tone": "warm",
    "max_words": 120,
}
ANSWERED: dict[str, Any] = {
    "draft": True,
    "text": "In four years at Nordlicht I planned the night shifts of a warehouse with 60 people …",
    "model": "claude-sonnet-5-5",
    "prompt": "answer-1",
    "facts": [
        {"kind": "experience", "label": "Shift planner, Nordlicht"},
        {"kind": "skills", "label": "Skills"},
    ],
    "complete": True,
}
DESCRIPTION: dict[str, Any] = {
    "notes": "Four-day week possible. Dough is made by hand. No night shifts.",
    "tone": "plain",
    "max_words": 300,
}
DESCRIBED: dict[str, Any] = {
    **ANSWERED,
    "text": "You make bread that people cross the town for.\n\n## What you do\n\n- …",
    "prompt": "description-1",
    "facts": [{"kind": "title", "label": "Title"}, {"kind": "place", "label": "Place"}],
}
STARTED: dict[str, Any] = {"task": TASK | {"kind": "assistant.answer", "state": "queued", "progress": 0, "message": ""}}
