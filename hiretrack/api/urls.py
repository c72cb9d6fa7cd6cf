"""The API's own pages: documents, viewers, problems."""

from __future__ import annotations

from django.urls import path

from hiretrack.api import pages

urlpatterns = [
    path("v1/openapi.yaml", pages.openapi, name="api-openapi"),
    path("v1/docs", pages.swagger, name="api-docs"),
    path("v1/redoc", pages.redoc, name="api-redoc"),
    path("problems/", pages.problem_list, name="problems"),
    path("problems/<slug:code>", pages.problem_page, name="problem"),
]
