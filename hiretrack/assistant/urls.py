"""For our own pages, under a session."""

from __future__ import annotations

from django.urls import path

from hiretrack.assistant import views

app_name = "assistant"
urlpatterns = [
    path("drafts/<uuid:run_id>/", views.so_far, name="draft"),
]
