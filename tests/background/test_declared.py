"""What every background task declares of itself."""

from __future__ import annotations

import ast

from django.conf import settings

from hiretrack.celery import PlatformTask, Urgency
from hiretrack.celery import app as celery_app
from tests.test_house import sources


def called_names(tree: ast.AST, function: str) -> list[str]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) == function)
    return [call.args[0].value for call in named if call.args and isinstance(call.args[0], ast.Constant)]


def test_every_task_sent_by_name_exists() -> None:
    celery_app.loader.import_default_modules()
    sent = {name for path in sources() for name in called_names(ast.parse(path.read_text()), "send_task")}
    scheduled = {line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()}

    assert sent | scheduled <= set(celery_app.tasks)


def test_every_task_has_a_scope_or_says_it_has_none() -> None:
    celery_app.loader.import_default_modules()
    ours = [task for name, task in celery_app.tasks.items() if not name.startswith("celery.")]

    assert [task.name for task in ours if not isinstance(task, PlatformTask)] == []


def test_every_task_says_how_urgent_it_is() -> None:
    celery_app.loader.import_default_modules()
    ours = [task for name, task in celery_app.tasks.items() if not name.startswith("celery.")]

    assert [task.name for task in ours if not isinstance(getattr(task, "urgency", None), Urgency)] == []
