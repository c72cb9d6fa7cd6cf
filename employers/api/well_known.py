"""Below /.well-known/ (RFC 8615)."""

from django.urls import path

from employers.api import views

urlpatterns = [path("jwks.json", views.KeySetView.as_view())]
