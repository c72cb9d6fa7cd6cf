"""Texts on their way: what is to be written, what has been written so far, and from which facts, in Redis, sealed, for
minutes.

They are personal data, so that no table, task message or dead letter ever holds them.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

from employers.sealing import SealBroken, seal, unseal
from hiretrack.assistant.errors import AssistantUnavailable, away
from hiretrack.assistant.orders import Order, loaded
from hiretrack.background import live

log = structlog.get_logger(__name__)
ORDER_KEPT_S = 300
TEXT_KEPT_S = 600
"""After the last word, for whoever lost the connection."""


def keep_order(run_id: uuid.UUID, order: Order) -> None:
    """Raises `AssistantUnavailable` without Redis."""
    _put(_order(run_id), order.dumped(), ORDER_KEPT_S)


def order_of(run_id: uuid.UUID) -> Order:
    """Raises `AssistantUnavailable` when nobody waits for it any more, or without Redis."""
    found = _get(_order(run_id))
    if not found:
        raise away()
    return loaded(found)


def forget_order(run_id: uuid.UUID) -> None:
    _delete(_order(run_id))


def forget(run_id: uuid.UUID) -> None:
    """All of it, and open pages are told that the text is void."""
    _delete(_order(run_id), _text(run_id), _facts(run_id))
    _publish(run_id, message(0, ""))


def tell(run_id: uuid.UUID, *, text: str, told: int) -> None:
    """Keep `text`, and send open pages what lies behind the first `told` characters."""
    try:
        _put(_text(run_id), text, TEXT_KEPT_S)
    except AssistantUnavailable:
        # The next piece keeps all of it; the last one's failure is its caller's (`keep`).
        log.warning("assistant_text_not_kept")
    _publish(run_id, message(told, text[told:]))


def keep(run_id: uuid.UUID, text: str, facts: list[dict[str, str]]) -> None:
    """The whole text, and what it rests on; open pages are told. Raises `AssistantUnavailable` without Redis."""
    _put(_text(run_id), text, TEXT_KEPT_S)
    _put(_facts(run_id), json.dumps(facts), TEXT_KEPT_S)
    _publish(run_id, about_facts(facts))


def so_far(run_id: uuid.UUID) -> str:
    """What has been written; empty before the first word, some minutes after the last, and without Redis."""
    try:
        return _get(_text(run_id))
    except AssistantUnavailable:
        return ""


def facts_of(run_id: uuid.UUID) -> list[dict[str, str]]:
    """What a whole text rests on; nothing before its end, some minutes after it, and without Redis."""
    try:
        found: list[dict[str, str]] = json.loads(_get(_facts(run_id)) or "[]")
    except AssistantUnavailable:
        return []
    return found


def told_so_far(run_id: uuid.UUID) -> list[dict[str, Any]]:
    """The messages that bring a page which comes late up to now."""
    text, facts = so_far(run_id), facts_of(run_id)
    return [*([message(0, text)] if text else []), *([about_facts(facts)] if facts else [])]


def message(offset: int, text: str) -> dict[str, Any]:
    """To a websocket: `text` belongs at `offset`, and whatever stood behind it is void."""
    return {"type": "text", "offset": offset, "text": text}


def about_facts(facts: list[dict[str, str]]) -> dict[str, Any]:
    """To a websocket, behind the last of the text."""
    return {"type": "facts", "facts": facts}


def _publish(run_id: uuid.UUID, said: dict[str, Any]) -> None:
    live.publish(live.task_group(run_id), {"type": "task.text", "text": said})


def _order(run_id: uuid.UUID) -> str:
    return f"assistant:order:{run_id}"


def _text(run_id: uuid.UUID) -> str:
    return f"assistant:text:{run_id}"


def _facts(run_id: uuid.UUID) -> str:
    return f"assistant:facts:{run_id}"


def _put(key: str, text: str, seconds: int) -> None:
    try:
        cache.set(key, seal(text), seconds)
    except (RedisError, OSError) as error:
        raise away() from error


def _get(key: str) -> str:
    try:
        found = cache.get(key)
        return unseal(found) if found else ""
    except SealBroken:
        return ""
    except (RedisError, OSError) as error:
        raise away() from error


def _delete(*keys: str) -> None:
    try:
        cache.delete_many(keys)
    except (RedisError, OSError) as error:
        # They expire by themselves.
        log.warning("assistant_text_not_forgotten", error=type(error).__name__)
