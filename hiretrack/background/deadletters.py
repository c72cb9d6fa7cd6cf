"""What failed for good is kept as a row, and can be sent again."""

from __future__ import annotations

from typing import Any

import structlog
from celery import current_app
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from hiretrack.background.models import DeadLetter
from hiretrack.celery import HEADER_EMPLOYER, HEADER_REQUEST
from hiretrack.errors import DomainError, Unavailable
from hiretrack.observability import metrics
from hiretrack.observability.masking import mask_text

log = structlog.get_logger(__name__)
KEPT = (HEADER_EMPLOYER, HEADER_REQUEST)


def bury(*, task: Any, task_id: str, args: Any, kwargs: Any, error: BaseException) -> DeadLetter | None:
    """Keep a task that has used up its attempts. Never raises: it runs in a worker's failure signal."""
    letter = DeadLetter(
        task=task.name,
        task_id=task_id or "",
        args=list(args or ()),
        kwargs=dict(kwargs or {}),
        headers={name: value for name in KEPT if (value := getattr(task.request, name, None))},
        error=type(error).__name__[:200],
        # The first line alone: PostgreSQL quotes the row in the next ones.
        error_message=mask_text(str(error).partition("\n")[0])[:500],
        attempts=(task.request.retries or 0) + 1,
    )
    if not _save(letter):
        return None
    log.error("task_dead", task=task.name, task_id=task_id, error=letter.error, error_message=letter.error_message)
    metrics.count("hiretrack_dead_letters", task=task.name)
    return letter


def _save(letter: DeadLetter) -> bool:
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:
        # Celery tells of a task killed at its time limit twice: by its own clock, and as the process is gone.
        return False
    except DatabaseError as error:
        # The log is then the only trace; ids are all that tasks carry.
        log.critical("dead_letter_lost", task=letter.task, args=letter.args, kwargs=letter.kwargs, error=str(error))
        return False
    finally:
        # The worker's main process buries what was killed; nothing else would ever close its connection.
        if not connection.in_atomic_block:
            connection.close()
    return True


def _task_named(name: str) -> Any:
    if name not in current_app.tasks:
        # Only workers load every task module by themselves.
        current_app.loader.import_default_modules()
    return current_app.tasks.get(name)


def retry_dead_letter(letter: DeadLetter) -> DeadLetter:
    """Send the task again with its arguments, employer and request id.

    Raises `DomainError` `dead_letter_retried` when that was done already, `Unavailable` without a broker.
    """
    known = _task_named(letter.task)
    if known is None:
        raise DomainError(f"No task is named {letter.task} any more.", code="task_unknown", title="Unknown task")
    with transaction.atomic():
        # Claimed first, sent before the commit: a crash in between sends it twice rather than never.
        if not DeadLetter.objects.filter(pk=letter.pk, retried_at=None).update(retried_at=timezone.now()):
            raise DomainError("It was sent again already.", code="dead_letter_retried", title="Already sent again")
        try:
            known.apply_async(letter.args, letter.kwargs, headers=dict(letter.headers), retry=False)
        except (BrokerError, RedisError, OSError) as error:
            raise Unavailable("The message broker does not answer.") from error
    letter.refresh_from_db()
    return letter
