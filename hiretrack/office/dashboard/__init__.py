"""The first page: what waits, the open jobs, and how the pipeline flows."""

from hiretrack.office.dashboard.views import dashboard

__all__ = ["dashboard"]
