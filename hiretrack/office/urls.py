"""The back office's pages beside Django's own, under the same path. Each area has an `urls` of its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hiretrack.office.application.urls")),
    path("", include("hiretrack.office.board.urls")),
    path("", include("hiretrack.office.candidates.urls")),
    path("", include("hiretrack.office.jobs.urls")),
    path("", include("hiretrack.office.bulk.urls")),
    path("", include("hiretrack.office.dashboard.urls")),
    path("", include("hiretrack.office.notices.urls")),
    path("", include("hiretrack.office.people.urls")),
    path("", include("hiretrack.office.search.urls")),
    path("", include("hiretrack.office.transfer.urls")),
    path("", include("hiretrack.office.settings.urls")),
    path("", include("hiretrack.office.shortlists.urls")),
    path("", include("hiretrack.office.sourcing.urls")),
]
