from __future__ import annotations

from django.urls import include, path

from hiretrack.office.transfer.whole.views import EmployerExportPage

urlpatterns = [
    path("", include("hiretrack.office.transfer.importing.urls")),
    path("", include("hiretrack.office.transfer.exporting.urls")),
    path("employers/employer/export/", EmployerExportPage.as_view(), name="export_employer"),
]
