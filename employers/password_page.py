"""The back office's page for one's own password. Django's writes the new one and nothing else; here the service does,
so that tokens made with the old one stop, and the journal and a mail tell of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from unfold.forms import AdminOwnPasswordChangeForm

from employers import services


class OwnPasswordForm(AdminOwnPasswordChangeForm):
    def save(self, commit: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        given = self.cleaned_data
        services.change_password(user=self.user, current=given["old_password"], new=given["new_password1"])
        # The session goes on with the new password's fingerprint.
        self.user.refresh_from_db()
        return self.user


@never_cache
def password_page(request: HttpRequest) -> HttpResponseBase:
    view = PasswordChangeView.as_view(
        form_class=OwnPasswordForm,
        success_url=reverse_lazy("admin:password_change_done"),
        extra_context=admin.site.each_context(request),
    )
    return view(request)
