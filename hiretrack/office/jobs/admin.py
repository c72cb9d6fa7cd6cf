from __future__ import annotations

from django.contrib import admin

from hiretrack.office.jobs.page import JobPage
from jobs.models import Job


@admin.register(Job)
class JobAdmin(JobPage):
    """The employer's jobs. Everything is written by the services.

    While the list is empty, admin/jobs/job/change_list_results.html says what to do.
    """
