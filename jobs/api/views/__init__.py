from jobs.api.views.metrics import PageEventView
from jobs.api.views.own import (
    CloseJobView,
    DuplicateJobView,
    JobDetailView,
    JobsView,
    PublishJobView,
)
from jobs.api.views.public import PublicJobsView, PublicJobView
from jobs.api.views.taxonomy import DepartmentsView, LanguagesView, LocationsView, SkillsView

__all__ = [
    "CloseJobView",
    "DepartmentsView",
    "DuplicateJobView",
    "JobDetailView",
    "JobsView",
    "LanguagesView",
    "LocationsView",
    "PageEventView",
    "PublicJobView",
    "PublicJobsView",
    "PublishJobView",
    "SkillsView",
]
