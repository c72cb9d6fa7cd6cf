"""The real platform pages and handlers, with the test views in the place of the apps'."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from employers import language
from hiretrack import urls as real
from tests.api import views

urlpatterns = [
    path("v1/things", views.ThingsView.as_view()),
    path("v1/things/<uuid:job_id>", views.ThingView.as_view()),
    path("v1/things/<uuid:job_id>:publish", views.ThingActionView.as_view()),
    path("v1/set", views.ThingSet.as_view({"get": "list", "delete": "destroy"})),
    path("v1/who", views.WhoView.as_view()),
    path("v1/open", views.OpenView.as_view()),
    path("v1/expensive", views.ExpensiveView.as_view()),
    path("v1/failing/<slug:how>", views.FailingView.as_view()),
    path("v1/waiting", views.WaitingView.as_view()),
    path("", include("hiretrack.api.urls")),
    path("i18n/setlang/", language.switch, name="set_language"),
    path("", include("hiretrack.portal.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]
handler400, handler403 = real.handler400, real.handler403
handler404, handler500 = real.handler404, real.handler500
