"""Texts on their way: what is to be written and what has been written so far, in Redis, sealed, for minutes.

They are personal data, so that no table, task message or dead letter ever holds them.
"""

from __future__ import annotations

import uuid

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
    """Both, and open pages are told that the text is void."""
    _delete(_order(run_id), _text(run_id))
    _publish(run_id, 0, "")


def tell(run_id: uuid.UUID, *, text: str, told: int) -> None:
    """Keep `text`, and send open pages what lies behind the first `told` characters."""
    try:
        _put(_text(run_id), text, TEXT_KEPT_S)
    except AssistantUnavailable:
        # The next piece keeps all of it; the last one's failure is its caller's (`keep`).
        log.warning("assistant_text_not_kept")
    _publish(run_id, told, text[told:])


def keep(run_id: uuid.UUID, text: str) -> None:
    """The whole text, for good measure. Raises `AssistantUnavailable` without Redis."""
    _put(_text(run_id), text, TEXT_KEPT_S)


def so_far(run_id: uuid.UUID) -> str:
    """What has been written; empty before the first word, some minutes after the last, and without Redis."""
    try:
        return _get(_text(run_id))
    except AssistantUnavailable:
        return ""


def message(offset: int, text: str) -> dict[str, object]:
    """To a websocket: `text` belongs at `offset`, and whatever stood behind it is void."""
    return {"type": "text", "offset": offset, "text": text}


def _publish(run_id: uuid.UUID, offset: int, text: str) -> None:
    live.publish(live.task_group(run_id), {"type": "task.text", "text": message(offset, text)})


def _order(run_id: uuid.UUID) -> str:
    return f"assistant:order:{run_id}"


def _text(run_id: uuid.UUID) -> str:
    return f"assistant:text:{run_id}"


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
