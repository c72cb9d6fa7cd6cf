"""The one way to a job board: polite, bounded, and never inside our own network."""

from jobs.sourcing.client.failures import BoardUnreadable, PageFailed, PageMissing, PageTooLarge
from jobs.sourcing.client.hosts import is_operators
from jobs.sourcing.client.response import Client, Response
from jobs.sourcing.client.safe import SafeClient

__all__ = [
    "BoardUnreadable",
    "Client",
    "PageFailed",
    "PageMissing",
    "PageTooLarge",
    "Response",
    "SafeClient",
    "is_operators",
]
