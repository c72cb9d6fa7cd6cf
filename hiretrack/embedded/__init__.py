"""Real PostgreSQL, Valkey and S3 servers on one machine, without Docker or root."""

from hiretrack.embedded.problems import CannotStart

__all__ = ["CannotStart"]
