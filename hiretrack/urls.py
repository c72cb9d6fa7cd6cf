"""Every address, assembled. Each app's `api.urls` holds its part of /v1."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib import admin
from django.urls import include, path


def _there(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


APIS = (
    "employers.api.urls",
    "jobs.api.urls",
    "applicants.api.urls",
    "applications.api.urls",
    "hiretrack.uploads.api.urls",
    "hiretrack.background.api.urls",
)

urlpatterns = [
    path("", include("hiretrack.api.urls")),
    *[path("v1/", include(name)) for name in APIS if _there(name)],
    path(".well-known/", include("employers.api.well_known")),
    path(settings.ADMIN_PATH, admin.site.urls),
]
if _there("hiretrack.portal.urls"):
    urlpatterns += [path("", include("hiretrack.portal.urls"))]

handler400 = "hiretrack.api.handlers.bad_request"
handler403 = "hiretrack.api.handlers.forbidden"
handler404 = "hiretrack.api.handlers.not_found"
handler500 = "hiretrack.api.handlers.server_error"
