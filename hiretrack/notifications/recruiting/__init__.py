"""Digests for recruiters: what is new and what waits with their jobs, in one mail a day or a week."""

from hiretrack.notifications.recruiting.due import queue_due
from hiretrack.notifications.recruiting.writing import register

__all__ = ["queue_due", "register"]
