from __future__ import annotations

from celery.worker.request import Request


class KnownRequest(Request):
    """A worker's view of one message, that tells its failure signals about the message's headers on a time-out too.

    Celery does so for every other failure; without it a dead letter of a killed task would not know its employer.
    """

    def on_timeout(self, soft: bool, timeout: float) -> None:  # noqa: FBT001 - Celery's signature
        self.task.request_stack.push(self._context)  # type: ignore[attr-defined]
        try:
            super().on_timeout(soft, timeout)
        finally:
            self.task.request_stack.pop()
