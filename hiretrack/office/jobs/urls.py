from __future__ import annotations

from django.urls import path

from hiretrack.office.jobs import views
from hiretrack.office.jobs.drafting import DraftDescription

urlpatterns = [
    path("jobs/job/markdown/", views.MarkdownPreview.as_view(), name="job-markdown"),
    path("jobs/job/checklist/", views.LiveChecklist.as_view(), name="job-checklist-new"),
    path("jobs/job/<uuid:job_id>/checklist/", views.LiveChecklist.as_view(), name="job-checklist"),
    path("jobs/job/draft/", DraftDescription.as_view(), name="job-draft-new"),
    path("jobs/job/<uuid:job_id>/draft/", DraftDescription.as_view(), name="job-draft"),
    path("jobs/job/<uuid:job_id>/preview/", views.Preview.as_view(), name="job-preview"),
]
