from __future__ import annotations

from django.urls import path, re_path

from hiretrack.portal.feeds import views

urlpatterns = [
    re_path(r"^jobs\.(?P<kind>rss|atom)$", views.newest, name="feed"),
    re_path(r"^e/(?P<slug>[-a-zA-Z0-9_]+)/jobs\.(?P<kind>rss|atom)$", views.newest, name="employer-feed"),
    path("jobs.xml", views.every_job, name="job-xml"),
    path("e/<slug:slug>/jobs.xml", views.every_job, name="employer-job-xml"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", views.sitemap_part, name="sitemap-part"),
]
