"""One stream of structured lines for our own code, Django, Celery, granian and uvicorn: JSON, or coloured for people.

Lines go to standard error with one write each, so that a command's own output on standard output stays clean and
lines of several processes never mix.
"""

from __future__ import annotations

import contextlib
import json
import logging
import logging.config
import os
import sys
from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor

from hiretrack import context
from hiretrack.observability.masking import mask_text, masked_item

OURS = frozenset({"level", "logger", "timestamp", "request_id", "trace_id"})
QUIET = {
    # Their warnings name raw paths (with ids and magic-link tokens); the request line below says it all.
    "django.request": logging.ERROR,
    "django.security.DisallowedHost": logging.CRITICAL,
    # At DEBUG it prints whole contexts: addresses, forms, people.
    "django.template": logging.INFO,
    "uvicorn.access": logging.WARNING,
    "granian.access": logging.WARNING,
    "celery.worker.strategy": logging.WARNING,
    "botocore": logging.WARNING,
    "boto3": logging.WARNING,
    "s3transfer": logging.WARNING,
    "asyncio": logging.WARNING,
}
ROUTINE = {
    # A person at a terminal looks for what is unusual: the schedule and its tasks' successes would drown it.
    "celery.beat": logging.WARNING,
    "celery.app.trace": logging.WARNING,
}
UNREAD = ("trace_id", "task_id", "request_id", "employer_id", "user_id")
_processors: list[Processor] = []
FOREIGN = ("django", "django.server", "celery", "_granian", "uvicorn", "uvicorn.error")


def add_request_id(_logger: Any, _method: str, event: EventDict) -> EventDict:
    if (known := context.request_id()) and "request_id" not in event:
        event["request_id"] = known
    return event


def mask_personal_data(_logger: Any, _method: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        if key not in OURS and not key.startswith("_"):
            event[key] = masked_item(key, value)
    return event


def without_path(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Django's own "Internal Server Error: /raw/path" loses its path."""
    if event.get("logger") == "django.request":
        event["event"] = str(event["event"]).partition(":")[0]
    return event


def write_line(line: bytes) -> None:
    # A log that nobody can take any more (closed pipe, full disk) must not fail the work it tells about.
    with contextlib.suppress(OSError):
        os.write(2, line + b"\n")


class LineLogger:
    """What structlog hands finished lines to."""

    def __init__(self, *_args: Any) -> None:
        """One for all names."""

    def msg(self, line: bytes | str) -> None:
        write_line(line if isinstance(line, bytes) else line.encode("utf-8", "backslashreplace"))

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


class LineHandler(logging.Handler):
    """The same stream for the standard library's records."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            write_line(self.format(record).encode("utf-8", "backslashreplace"))
        except Exception:  # noqa: BLE001 - logging's own contract: report, never raise
            self.handleError(record)


def _json(_logger: Any, _method: str, event: EventDict) -> bytes:
    try:
        return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS)
    except orjson.JSONEncodeError:
        # Lone surrogates and other texts that are no UTF-8.
        return json.dumps(event, default=str).encode()


def for_people(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """A terminal's line: nothing about scheduled work that went as it should, and ids only where something is wrong."""
    if event.get("event") == "all_tenants_scope_opened" and "task" in event:
        raise structlog.DropEvent
    if event.get("level") == "info":
        for name in UNREAD:
            event.pop(name, None)
    return event


def _json_text(logger: Any, method: str, event: EventDict) -> str:
    return _json(logger, method, event).decode()


def _console() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )


def _common(style: str) -> list[Processor]:
    stamp = "iso" if style == "json" else "%H:%M:%S"
    return [
        structlog.contextvars.merge_contextvars,
        add_request_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt=stamp, utc=style == "json"),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]


class LineFormatter(structlog.stdlib.ProcessorFormatter):
    """Shapes the standard library's records as structlog shapes ours; made without arguments from a JSON file too."""

    def __init__(self, style: str = "json", **_kwargs: Any) -> None:
        render: list[Processor] = [_json_text] if style == "json" else [for_people, _console()]
        super().__init__(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_common(style), without_path],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, mask_personal_data, *render],
        )


def stdlib_config(style: str, level: str) -> dict[str, Any]:
    """`logging.config.dictConfig` for everything that isn't ours. Plain data: also what granian's log file holds."""
    loggers = {name: {"handlers": [], "level": level, "propagate": True} for name in FOREIGN}
    loggers |= {name: {"handlers": [], "level": quiet, "propagate": True} for name, quiet in QUIET.items()}
    if style == "console":
        loggers |= {name: {"handlers": [], "level": quiet, "propagate": True} for name, quiet in ROUTINE.items()}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "hiretrack.observability.logs.LineFormatter", "style": style}},
        "handlers": {"line": {"class": "hiretrack.observability.logs.LineHandler", "formatter": "line"}},
        "loggers": loggers,
        "root": {"handlers": ["line"], "level": level},
    }


def configure_logging(options: Mapping[str, str]) -> None:
    """Django's LOGGING_CONFIG hook; `options` is settings.LOGGING: {"format": "json" | "console", "level": "INFO"}."""
    style, level = options.get("format", "json"), options.get("level", "INFO").upper()
    logging.config.dictConfig(stdlib_config(style, level))
    logging.captureWarnings(True)
    # The same list, changed in place: loggers that were used before keep theirs.
    render: list[Processor] = [_json] if style == "json" else [for_people, _console()]
    _processors[:] = [*_common(style), mask_personal_data, *render]
    structlog.configure(
        processors=_processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=LineLogger,
        cache_logger_on_first_use=True,
    )


__all__ = ["LineFormatter", "LineHandler", "configure_logging", "mask_text", "stdlib_config"]
