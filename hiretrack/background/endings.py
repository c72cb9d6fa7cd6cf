"""Who hears that a run has ended. Apps above register in `AppConfig.ready()`; runs know none of them."""

from __future__ import annotations

from collections.abc import Callable

from hiretrack.background.models import TaskRun

Reaction = Callable[[TaskRun], None]
_reactions: list[Reaction] = []


def on_end(reaction: Reaction) -> None:
    """Call `reaction` with each run that has ended, in the transaction and scope that writes its end down."""
    if reaction not in _reactions:
        _reactions.append(reaction)


def tell(run: TaskRun) -> None:
    for reaction in _reactions:
        reaction(run)
