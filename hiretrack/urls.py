"""Every address, assembled. Each app's `api.urls` holds its part of /v1."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from employers import language
from employers.password_page import password_page

V1 = [
    path("", include("employers.api.urls")),
    path("", include("jobs.api.urls")),
    path("", include("jobs.sourcing.api.urls")),
    path("", include("applications.api.urls")),
    path("", include("hiretrack.uploads.api.urls")),
    path("", include("hiretrack.background.api.urls")),
    path("", include("hiretrack.audit.api.urls")),
    path("", include("applicants.api.urls")),
    path("", include("shortlists.api.urls")),
    path("", include("webhooks.api.urls")),
    path("", include("hiretrack.notifications.api.urls")),
    path("", include("hiretrack.assistant.api.urls")),
    path("", include("hiretrack.office.transfer.whole.api_urls")),
]

urlpatterns = [
    path("v1/", include(V1)),
    path("hooks/", include("hiretrack.notifications.hooks.urls")),
    path(".well-known/", include("employers.api.well_known")),
    path("", include("hiretrack.api.urls")),
    # Before Django's own pages: some stand at the same address.
    path(f"{settings.ADMIN_PATH}password_change/", admin.site.admin_view(password_page, cacheable=True)),
    path(settings.ADMIN_PATH, include("hiretrack.office.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("i18n/setlang/", language.switch, name="set_language"),
    path("", include("hiretrack.uploads.logos.urls")),
    path("assistant/", include("hiretrack.assistant.urls")),
    path("", include("hiretrack.portal.urls")),
]

handler400 = "hiretrack.api.handlers.bad_request"
handler403 = "hiretrack.api.handlers.forbidden"
handler404 = "hiretrack.api.handlers.not_found"
handler500 = "hiretrack.api.handlers.server_error"
