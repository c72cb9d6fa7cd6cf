"""The back office's pages beside Django's own, under the same path. Each area has an `urls` of its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = []
