"""Logs (`logs`, `masking`), request ids (`middleware`, `tracing`), `probes`, `metrics`, and draining (`serving`)."""

from hiretrack.observability.logs import configure_logging
from hiretrack.observability.middleware import RequestContextMiddleware, identify

__all__ = ["RequestContextMiddleware", "configure_logging", "identify"]
