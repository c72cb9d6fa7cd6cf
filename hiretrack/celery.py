"""The Celery application, tasks that carry their tenant scope, and `enqueue`, which waits for the commit."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import structlog
from celery import Celery, Task
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

from hiretrack.context import request_id, request_id_of
from hiretrack.tenancy import Scope, ScopeKind, ScopeMissing, current_scope, open_scope

log = structlog.get_logger(__name__)
HEADER_EMPLOYER, HEADER_REQUEST = "hiretrack_employer", "hiretrack_request_id"

app = Celery("hiretrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def backoff(retries: int) -> float:
    """Seconds before attempt `retries` + 1: 1, 4, 10, then 10 each, give or take a quarter."""
    return (1, 4, 10)[min(retries, 2)] * random.uniform(0.75, 1.25)  # noqa: S311 - jitter is no secret


class PlatformTask(Task):  # type: ignore[type-arg]
    """A task outside any employer's scope. Retries three times with back-off, then becomes a dead letter."""

    abstract = True
    acks_late = True
    reject_on_worker_lost = True
    max_retries = 3
    retry_on: ClassVar[tuple[type[Exception], ...]] = (Exception,)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with request_id_of(self._header(HEADER_REQUEST) or ""):
            return self._attempt(args, kwargs)

    def _attempt(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            return self.work(args, kwargs)
        except self.retry_on as error:
            if self.request.called_directly or self.request.retries >= (self.max_retries or 0):
                raise
            raise self.retry(exc=error, countdown=backoff(self.request.retries)) from error

    def work(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """One attempt; `TenantTask` puts it into its scope."""
        return self.run(*args, **kwargs)

    def apply_async(
        self, args: Any = None, kwargs: Any = None, headers: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        carried = {HEADER_REQUEST: request_id(), **(headers or {})}
        return super().apply_async(args, kwargs, headers=carried, **options)

    def _header(self, name: str) -> Any:
        # A worker puts headers on the request itself, an eager run leaves them in `headers`.
        return getattr(self.request, name, None) or (self.request.headers or {}).get(name)


class TenantTask(PlatformTask):
    """A task of one employer: the message carries the scope that was open when it was sent.

    The whole run is one transaction in that scope, unless the task sets `own_steps` and opens `self.scope()` for each
    step itself (what talks to the network must not hold a transaction meanwhile).
    """

    abstract = True
    own_steps: ClassVar[bool] = False

    def apply_async(
        self, args: Any = None, kwargs: Any = None, headers: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        carried = dict(headers or {})
        carried.setdefault(HEADER_EMPLOYER, self._header(HEADER_EMPLOYER) or self._employer())
        return super().apply_async(args, kwargs, headers=carried, **options)

    @staticmethod
    def _employer() -> str:
        scope = current_scope()
        if scope is None or scope.kind is not ScopeKind.EMPLOYER:
            raise ScopeMissing("A TenantTask is sent from within an employer's scope.")
        return str(scope.employer_id)

    @contextmanager
    def scope(self) -> Iterator[Scope]:
        """The scope that the message carries, as one transaction."""
        employer = self._header(HEADER_EMPLOYER)
        if not employer:
            raise ScopeMissing(f"{self.name} came without its employer.")
        with open_scope(Scope(ScopeKind.EMPLOYER, employer_id=uuid.UUID(employer))) as scope:
            yield scope

    def work(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.own_steps:
            return self.run(*args, **kwargs)
        with self.scope():
            return self.run(*args, **kwargs)


def enqueue(task: Task, *args: Any, **kwargs: Any) -> None:  # type: ignore[type-arg]
    """Send `task` once the running transaction has committed.

    A broker that is away does not undo what was committed: it is logged, and the sweeper of the rows in question
    sends again. So enqueue only work that such a sweeper covers.
    """
    scope = current_scope()
    employer = str(scope.employer_id) if scope and scope.employer_id else None
    caused_by = request_id()
    headers = {HEADER_REQUEST: caused_by} | ({HEADER_EMPLOYER: employer} if employer else {})
    transaction.on_commit(lambda: _send(task, args, kwargs, headers))


def _send(task: Task, args: tuple[Any, ...], kwargs: dict[str, Any], headers: dict[str, Any]) -> None:  # type: ignore[type-arg]
    try:
        task.apply_async(args, kwargs, headers=headers, retry=False)
    except (BrokerError, OSError) as error:
        log.warning("broker_away", task=task.name, error=type(error).__name__)
