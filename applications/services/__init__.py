"""Writes of applications: received from the public pages, moved through the pipeline, annotated by recruiters."""

from applications.services.data import ApplyData
from applications.services.edits import annotate
from applications.services.moves import move, reopen, withdraw
from applications.services.received import Receipt, apply, receive

__all__ = ["ApplyData", "Receipt", "annotate", "apply", "move", "receive", "reopen", "withdraw"]
