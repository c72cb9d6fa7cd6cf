"""How workers reach open websockets: messages to groups of the channel layer (Redis)."""

from __future__ import annotations

import uuid
from typing import Any

import structlog
from channels.layers import get_channel_layer
from django.conf import settings
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from hiretrack.background.models import TaskRun

log = structlog.get_logger(__name__)


def task_group(run_id: uuid.UUID) -> str:
    return f"task.{run_id}"


def employer_group(employer_id: uuid.UUID) -> str:
    return f"employer.{employer_id}"


def user_group(user_id: uuid.UUID) -> str:
    return f"user.{user_id}"


def publish(group: str, message: dict[str, Any]) -> None:
    """Send to whoever listens now. Live updates are a courtesy: without Redis they are dropped, and work goes on.

    The same as the channel layer's `group_send`, without an event loop and a new connection for each message: an
    import tells of thousands.
    """
    config: Any = settings.CHANNEL_LAYERS["default"]["CONFIG"]
    try:
        get_redis_connection("default").publish(
            f"{config['prefix']}__group__{group}", get_channel_layer().serialize(message)
        )
    except (RedisError, OSError) as error:
        log.warning("live_update_dropped", group=group.partition(".")[0], error=type(error).__name__)


def shown(run: TaskRun) -> dict[str, Any]:
    """What a run's owner sees of it, here and at `GET /v1/tasks/{taskId}`."""
    times = {"created_at": run.created_at, "started_at": run.started_at, "ended_at": run.ended_at}
    return {
        "id": str(run.pk),
        "kind": run.kind,
        "state": str(run.state),
        "progress": run.progress,
        "message": run.message,
        "result": run.result,
        "error": run.error,
        "cancel_requested": run.cancel_requested_at is not None,
    } | {name: _rfc3339(moment) for name, moment in times.items()}


def _rfc3339(moment: Any) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
