"""What Celery tells about tasks: outcomes are counted, final failures become dead letters."""

from __future__ import annotations

from typing import Any

from celery.signals import heartbeat_sent, task_failure, task_retry, task_success
from django.conf import settings

from hiretrack.background import heartbeats
from hiretrack.background.deadletters import bury
from hiretrack.observability import metrics


def connect() -> None:
    task_success.connect(_succeeded, weak=False, dispatch_uid="hiretrack.task_success")
    task_retry.connect(_retried, weak=False, dispatch_uid="hiretrack.task_retry")
    task_failure.connect(_failed, weak=False, dispatch_uid="hiretrack.task_failure")
    heartbeat_sent.connect(_alive, weak=False, dispatch_uid="hiretrack.heartbeat_sent")


def _alive(sender: Any, **_signal: Any) -> None:
    heartbeats.note(f"{heartbeats.WORKER}{sender.eventer.hostname}")


def _succeeded(sender: Any, **_signal: Any) -> None:
    metrics.count("hiretrack_tasks", task=sender.name, outcome="succeeded")
    if sender.name in {line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()}:
        heartbeats.note(heartbeats.SCHEDULE)


def _retried(sender: Any, **_signal: Any) -> None:
    metrics.count("hiretrack_tasks", task=sender.name, outcome="retried")


def _failed(sender: Any, task_id: str, exception: BaseException, args: Any, kwargs: Any, **_signal: Any) -> None:
    metrics.count("hiretrack_tasks", task=sender.name, outcome="failed")
    bury(task=sender, task_id=task_id, args=args, kwargs=kwargs, error=exception)
