"""Logs, and who may read the metrics."""

from hiretrack import env

LOG_FORMAT = env.text("LOG_FORMAT", "json")
LOG_LEVEL = env.text("LOG_LEVEL", "INFO")
METRICS_ALLOWED_NETWORKS = env.items(
    "METRICS_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"
)
"""From where /livez, /readyz, /healthz and /metrics answer; for everybody else they do not exist."""
LOGGING_CONFIG = "hiretrack.observability.configure_logging"
LOGGING = {"format": LOG_FORMAT, "level": LOG_LEVEL}
