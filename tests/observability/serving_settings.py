"""The test settings, with a page that takes its time."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse
from django.urls import path

from hiretrack.settings.test import *  # noqa: F403
from hiretrack.settings.test import MIDDLEWARE

ROOT_URLCONF = __name__
MIDDLEWARE = [*MIDDLEWARE[:3], MIDDLEWARE[-1]]


def slow(_request: HttpRequest) -> HttpResponse:
    time.sleep(0.3)
    return HttpResponse("done")


urlpatterns = [path("slow", slow, name="slow")]
