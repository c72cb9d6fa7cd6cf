from django.urls import path

from hiretrack.office.transfer.whole.api import EmployerExportView

urlpatterns = [path("employer:export", EmployerExportView.as_view())]
