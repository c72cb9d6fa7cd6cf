"""The Celery application, tasks that carry their tenant scope, and `enqueue`, which waits for the commit.

A message survives its worker: it is acknowledged after the work (`acks_late`), retried when the process under it dies
(`retry_on_worker_lost`), and handed out again when a whole worker vanishes (the broker's visibility time-out). So
every task may run twice and must bear it. What fails for good becomes a dead letter (`hiretrack.background`).
"""

from __future__ import annotations

import random
import time
import uuid
import warnings
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Any, ClassVar

import structlog
from celery import Celery, Task
from celery.exceptions import CPendingDeprecationWarning, SoftTimeLimitExceeded
from celery.signals import setup_logging, worker_init, worker_ready
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from hiretrack.context import request_id, request_id_of
from hiretrack.observability.logs import configure_logging
from hiretrack.tenancy import Scope, ScopeKind, ScopeMissing, all_tenants, current_scope, employer_scope

log = structlog.get_logger(__name__)
HEADER_EMPLOYER, HEADER_REQUEST, HEADER_SENT = "hiretrack_employer", "hiretrack_request_id", "hiretrack_sent_at"
OUTAGE_RETRIES = 100
"""About a quarter of an hour: PostgreSQL being away is no fault of the task's, and no dead letter could be written."""


class Urgency(StrEnum):
    """Where a task's messages wait. Workers take what is urgent first, in whichever order the messages came."""

    NOW = "now"
    """Somebody waits for it, or hears of it: mails, webhooks, scans of uploads, what pages follow live."""
    LATER = "later"
    """A minute more is no matter: boards, matching, reports, imports and exports, tidying up."""

    @property
    def queue(self) -> str:
        name: str = settings.TASK_QUEUES[self.value]
        return name


app = Celery("hiretrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _log_as_everything_else(**_signal: Any) -> None:
    configure_logging(settings.LOGGING)


@worker_init.connect
def _connect_as_worker(**_signal: Any) -> None:
    """Workers use plain connections (Celery closes them after each task) and may run longer statements."""
    options = settings.DATABASES["default"].setdefault("OPTIONS", {})
    options.pop("pool", None)
    options["application_name"] = "hiretrack-worker"
    options["options"] = f"{options.get('options', '')} -c statement_timeout={settings.WORKER_STATEMENT_TIMEOUT_MS}"


@worker_ready.connect
def _outlive_broker_quietly(**_signal: Any) -> None:
    """Running tasks outlive a lost broker by choice: no advice about it is needed at each loss."""
    # Not earlier: Celery's own set-up of logging turns all such warnings on.
    warnings.filterwarnings("ignore", message=r"\s*In Celery 5\.1", category=CPendingDeprecationWarning)


def backoff(retries: int) -> float:
    """Seconds before attempt `retries` + 2 by TASK_BACKOFF_S, whose last step goes on; give or take a quarter."""
    steps: list[float] = settings.TASK_BACKOFF_S
    return steps[min(retries, len(steps) - 1)] * random.uniform(0.75, 1.25)  # noqa: S311 - jitter is no secret


class PlatformTask(Task):
    """A task outside any employer's scope. Retried three times with back-off, then it becomes a dead letter."""

    abstract = True
    urgency: ClassVar[Urgency]
    """Said by every task, as an option of its decorator; `LongTask` says it for its own."""
    acks_late = True
    reject_on_worker_lost = True
    retry_on_worker_lost = True
    default_retry_delay = 1
    """Seconds, after the process was lost."""
    Request = "hiretrack.background.requests:KnownRequest"
    max_retries = 3
    retry_on: ClassVar[tuple[type[Exception], ...]] = (Exception,)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        caused_by = self._header(HEADER_REQUEST) or ""
        bound = {"task": self.name, "task_id": self.request.id, "employer_id": self._header(HEADER_EMPLOYER)}
        with request_id_of(caused_by), structlog.contextvars.bound_contextvars(**bound):
            return self._attempt(args, kwargs)

    def _attempt(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            return self.work(args, kwargs)
        except self.retry_on as error:
            if self.request.called_directly or self.is_last_attempt(error):
                raise
            raise self.retry(exc=error, countdown=backoff(self.request.retries), max_retries=OUTAGE_RETRIES) from error

    def is_last_attempt(self, error: Exception) -> bool:
        """Whether failing with `error` now is final."""
        if isinstance(error, OperationalError | InterfaceError):
            return self.request.retries >= OUTAGE_RETRIES
        # What took the whole time once would take it again.
        return isinstance(error, SoftTimeLimitExceeded) or self.request.retries >= (self.max_retries or 0)

    def scope(self) -> AbstractContextManager[Scope]:
        """All tenants' rows, as one transaction."""
        return all_tenants(reason=f"task {self.name}")

    def work(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """One attempt; `TenantTask` puts it into its scope."""
        return self.run(*args, **kwargs)

    def apply_async(  # type: ignore[override]
        self, args: Any = None, kwargs: Any = None, headers: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        caused_by = self._header(HEADER_REQUEST) or request_id()
        carried = {HEADER_REQUEST: caused_by, **(headers or {}), HEADER_SENT: time.time()}
        options.setdefault("queue", self.urgency.queue)
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

    def apply_async(  # type: ignore[override]
        self, args: Any = None, kwargs: Any = None, headers: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        carried = dict(headers or {})
        if not carried.get(HEADER_EMPLOYER):
            carried[HEADER_EMPLOYER] = self._header(HEADER_EMPLOYER) or scope_employer()
        return super().apply_async(args, kwargs, headers=carried, **options)

    def scope(self) -> AbstractContextManager[Scope]:
        """The scope that the message carries, as one transaction."""
        employer = self._header(HEADER_EMPLOYER)
        if not employer:
            raise ScopeMissing(f"{self.name} came without its employer.")
        return employer_scope(uuid.UUID(employer))

    def work(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.own_steps:
            return self.run(*args, **kwargs)
        with self.scope():
            return self.run(*args, **kwargs)


class LongTask(TenantTask):
    """One that works through much, step by step. Its limits stay below the broker's time-out (ten minutes), after which
    the message is handed out again."""

    abstract = True
    urgency = Urgency.LATER
    own_steps = True
    soft_time_limit, time_limit = 540, 570


def scope_employer() -> str:
    """The open scope's employer. Raises `ScopeMissing` when no employer's scope is open."""
    scope = current_scope()
    if scope is None or scope.kind is not ScopeKind.EMPLOYER:
        raise ScopeMissing("A TenantTask is sent from within an employer's scope.")
    return str(scope.employer_id)


def enqueue(task: Task, *args: Any, **kwargs: Any) -> None:
    """Send `task` once the running transaction has committed; never after a rollback.

    A broker that is away does not undo what was committed: it is logged, and the sweeper of the rows in question
    sends again. So enqueue only work that such a sweeper covers. Raises `ScopeMissing` for a `TenantTask` outside
    an employer's scope.
    """
    headers = {HEADER_REQUEST: request_id()}
    if isinstance(task, TenantTask):
        headers[HEADER_EMPLOYER] = scope_employer()
    transaction.on_commit(lambda: _send(task, args, kwargs, headers))


def _send(task: Task, args: tuple[Any, ...], kwargs: dict[str, Any], headers: dict[str, Any]) -> None:
    try:
        task.apply_async(args, kwargs, headers=headers, retry=False)
    except (BrokerError, RedisError, OSError) as error:
        log.warning("broker_away", task=task.name, error=type(error).__name__)
