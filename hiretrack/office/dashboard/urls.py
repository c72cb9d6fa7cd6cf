from django.urls import path

from hiretrack.office.dashboard.views import ChartsPart

urlpatterns = [path("dashboard/charts/", ChartsPart.as_view(), name="dashboard-charts")]
