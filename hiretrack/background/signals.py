"""What Celery tells about tasks: outcomes are counted, final failures become dead letters."""

from __future__ import annotations

from typing import Any

from celery.signals import task_failure, task_retry, task_success

from hiretrack.background.deadletters import bury
from hiretrack.observability import metrics


def connect() -> None:
    task_success.connect(_succeeded, weak=False, dispatch_uid="hiretrack.task_success")
    task_retry.connect(_retried, weak=False, dispatch_uid="hiretrack.task_retry")
    task_failure.connect(_failed, weak=False, dispatch_uid="hiretrack.task_failure")


def _succeeded(sender: Any, **_signal: Any) -> None:
    metrics.count("hiretrack_tasks", task=sender.name, outcome="succeeded")


def _retried(sender: Any, **_signal: Any) -> None:
    metrics.count("hiretrack_tasks", task=sender.name, outcome="retried")


def _failed(sender: Any, task_id: str, exception: BaseException, args: Any, kwargs: Any, **_signal: Any) -> None:
    metrics.count("hiretrack_tasks", task=sender.name, outcome="failed")
    bury(task=sender, task_id=task_id, args=args, kwargs=kwargs, error=exception)
