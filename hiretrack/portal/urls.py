"""The public pages."""

from __future__ import annotations

from django.urls import include, path

from hiretrack.portal.views import account, alerts, applying, cv, embed, jobs, managing, site, suggesting, tracking

app_name = "portal"
urlpatterns = [
    path("", jobs.all_jobs, name="jobs"),
    path("e/<slug:slug>/", jobs.employer_jobs, name="employer"),
    path("jobs/<uuid:job_id>/apply/", applying.apply_form, name="apply"),
    path("jobs/<uuid:job_id>/apply/suggest/", suggesting.suggest, name="suggest"),
    path("jobs/<uuid:job_id>/apply/cv/", cv.promise, name="cv"),
    path("jobs/<uuid:job_id>/apply/cv/done/", cv.done, name="cv-done"),
    path("jobs/<uuid:job_id>/apply/cv/read/", cv.read, name="cv-read"),
    path("jobs/<uuid:job_id>", jobs.job, name="job-short"),
    path("jobs/<uuid:job_id>/", jobs.job),
    path("jobs/<uuid:job_id>/<str:slug>", jobs.job, name="job"),
    path("applied/<str:token>/", tracking.applied, name="applied"),
    path("status/deleted/", managing.deleted, name="deleted"),
    path("status/<str:token>/", tracking.status, name="status"),
    path("status/<str:token>/withdraw/", managing.withdraw, name="status-withdraw"),
    path("status/<str:token>/document/", managing.document, name="status-document"),
    path("status/<str:token>/delete/", managing.delete, name="status-delete"),
    path("account/verify/<str:token>/", account.verify, name="verify-email"),
    path("account/password/<str:token>/", account.password, name="new-password"),
    path("account/forgot/", account.forgot, name="forgot-password"),
    path("account/", include("hiretrack.portal.accounts.urls")),
    path("alerts/end/<str:token>/", alerts.unsubscribe, name="unsubscribe"),
    path("embed/look.css", embed.look, name="embed-look"),
    path("embed/<slug:slug>.js", embed.script, name="embed-script"),
    path("embed/<slug:slug>/", embed.frame, name="embed"),
    path("favicon.ico", site.favicon, name="favicon"),
    path("", include("hiretrack.portal.feeds.urls")),
    path("robots.txt", site.robots, name="robots"),
]
