from django.urls import path

from hiretrack.office.search.views import GlobalSearch

urlpatterns = [path("search/", GlobalSearch.as_view(), name="search")]
