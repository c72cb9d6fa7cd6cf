"""Adapters, one file for each kind of board. They read pages and know no database."""

from __future__ import annotations

from importlib import import_module

from django.utils.translation import gettext as _

from hiretrack.errors import FieldError, Invalid
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.postings import Adapter

_ADAPTERS = {
    BoardKind.GREENHOUSE: "greenhouse.GreenhouseBoard",
    BoardKind.LEVER: "lever.LeverBoard",
    BoardKind.ASHBY: "ashby.AshbyBoard",
    BoardKind.FEED: "feed.FeedBoard",
    BoardKind.JOBPOSTING: "jobposting.JobPostingBoard",
    BoardKind.HTML: "html.HtmlBoard",
    BoardKind.RENDERED: "rendered.RenderedBoard",
}


def adapter_for(kind: str) -> Adapter:
    """Raises `Invalid` (pointer /kind) for a kind that is unknown, or that this installation has no programs for."""
    try:
        module, _dot, name = _ADAPTERS[BoardKind(kind)].rpartition(".")
        adapter: Adapter = getattr(import_module(f"{__name__}.{module}"), name)()
    except ValueError as error:
        raise _refused("unknown_kind", _("There is no such kind of board.")) from error
    except ImportError as error:
        needs = (
            f"{BoardKind(kind).label} cannot be read by this installation: {error.name or 'a part of it'} is missing."
        )
        raise _refused("kind_unavailable", needs) from error
    return adapter


def _refused(code: str, detail: str) -> Invalid:
    return Invalid(_("The board cannot be read."), errors=[FieldError("/kind", code, detail)])
