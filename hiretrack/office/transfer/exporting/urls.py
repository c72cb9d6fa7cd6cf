from __future__ import annotations

from django.urls import path

from hiretrack.office.transfer.exporting import views
from hiretrack.office.transfer.exporting.kinds import KINDS

urlpatterns = [
    *(
        path(
            kind.path,
            views.ExportPage.as_view(kind=kind, permission=kind.permission, write_permission=kind.permission),
            name=f"export_{kind.slug}",
        )
        for kind in KINDS.values()
    ),
    path("exports/<uuid:task_run_id>/", views.ExportRunPage.as_view(), name="export_run"),
    path("exports/<uuid:task_run_id>/file/", views.ExportFile.as_view(), name="export_file"),
]
