"""Anthropic's Messages API (https://platform.claude.com/docs/en/api/messages), through its own SDK.

Retries are the caller's: the SDK's own know no deadline. No redirect is followed, because it would carry the key to
another host, and the process's proxies are not for these requests.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings

from hiretrack.assistant.providers.base import Asked, Away, Misconfigured, ProviderError, Reply, Stop

if TYPE_CHECKING:
    import anthropic

TALKATIVE = ("anthropic", "httpx2", "httpcore2")
"""Loggers that would write down whole requests, people's words included, when the log's level is DEBUG."""
CONNECT_S = 5.0
SILENT_S = 30.0
"""Between two pieces of a stream, whose pings come far more often."""
PASSING = frozenset({408, 409, 425, 429})
PASSING_TYPES = frozenset({"overloaded_error", "api_error", "rate_limit_error", "timeout_error"})
"""Errors in the middle of a stream come under the status 200, so that their type decides."""
STOPS = {"refusal": Stop.REFUSAL, "max_tokens": Stop.CUT, "model_context_window_exceeded": Stop.CUT}


class Anthropic:
    name: ClassVar[str] = "anthropic"

    @property
    def model(self) -> str:
        return str(settings.ANTHROPIC_MODEL)

    def write(self, asked: Asked, *, until: float, streaming: bool) -> Iterator[str | Reply]:
        left = until - time.monotonic()
        if left <= 0:
            raise Away("deadline")
        with _translated(), _client(min(left, SILENT_S) if streaming else left) as client:
            yield from self._streamed(client, asked, until) if streaming else self._whole(client, asked)

    def _whole(self, client: anthropic.Anthropic, asked: Asked) -> Iterator[str | Reply]:
        message = client.messages.create(**self._request(asked))
        for block in message.content:
            if block.type == "text":
                yield block.text
        yield _reply(message)

    def _streamed(self, client: anthropic.Anthropic, asked: Asked, until: float) -> Iterator[str | Reply]:
        final = None
        with client.messages.stream(**self._request(asked)) as stream:
            for event in stream:
                if time.monotonic() > until:
                    raise Away("deadline")
                if event.type == "text":
                    yield event.text
                elif event.type == "message_stop":
                    final = event.message
        yield _reply(final)

    def _request(self, asked: Asked) -> dict[str, Any]:
        messages = [{"role": "user", "content": asked.content}]
        return {"model": self.model, "max_tokens": asked.max_tokens, "system": asked.system, "messages": messages}


def _client(read_s: float) -> anthropic.Anthropic:
    # Loaded with the first draft: the library costs each process a quarter of a second.
    import anthropic

    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    timeout = anthropic.Timeout(read_s, connect=min(read_s, CONNECT_S))
    return anthropic.Anthropic(
        api_key=settings.ANTHROPIC_API_KEY,
        base_url=settings.ANTHROPIC_BASE_URL,
        max_retries=0,
        timeout=timeout,
        # Spans would otherwise be able to carry what was asked.
        open_telemetry=False,
        http_client=anthropic.DefaultHttpxClient(follow_redirects=False, trust_env=False, timeout=timeout),
    )


def _reply(message: Any) -> Reply:
    """Raises `Away` for a message without an end: its connection was closed in the middle."""
    if message is None or message.stop_reason is None:
        raise Away("cut off")
    stop = STOPS.get(message.stop_reason, Stop.END)
    return Reply(str(message.model), stop, message.usage.input_tokens, message.usage.output_tokens)


@contextmanager
def _translated() -> Iterator[None]:
    import anthropic

    try:
        yield
    except ProviderError:
        raise
    except anthropic.APIStatusError as error:
        raise _meaning(error) from error
    # HTTP has many ways to break off in the middle, and the SDK hands them on as they are.
    except Exception as error:
        raise Away(type(error).__name__) from error


def _meaning(error: anthropic.APIStatusError) -> ProviderError:
    said = f"answered {error.status_code}"
    passes = error.type in PASSING_TYPES if error.status_code < 300 else error.status_code in PASSING
    if passes or error.status_code >= 500:
        return Away(said, _seconds(error.response.headers.get("retry-after")))
    return Misconfigured(said)


def _seconds(text: str | None) -> float | None:
    try:
        return max(0.0, float(text or ""))
    except ValueError:
        return None
