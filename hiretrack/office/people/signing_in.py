"""The back office's sign-in: the password first, then a code where the account has two-factor sign-in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from employers import services
from employers.forms import SignInForm, too_many_attempts
from employers.models import User
from employers.second_step import forget, refusal_of, remember, remembered

BACKEND = "employers.authentication.EmployerBackend"


class SignInPage(LoginView):
    template_name = "admin/login.html"
    authentication_form = SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and admin.site.has_permission(request):
            return redirect("admin:index")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.get_user()
        if not user.has_two_factor:
            return super().form_valid(form)
        remember(self.request, user, then=self.get_success_url())
        return redirect("office:sign-in-code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"title": _("Log in"), "subtitle": None, "app_path": self.request.get_full_path()}
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs) | shown


class CodeForm(forms.Form):
    code = forms.CharField(max_length=64, strip=True, widget=forms.TextInput({"autofocus": True}))


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class CodePage(FormView):
    """The second page. Who comes without a right password is sent to the first."""

    template_name = "office/people/code.html"
    form_class = CodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = remembered(request, back_office=True)
        if found is None:
            return redirect("admin:login")
        self.account = found
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        if refused := too_many_attempts(self.request, f"code:{self.account.pk}"):
            form.add_error(None, refused)
            return self.form_invalid(form)
        checked = services.check_second_factor(user=self.account, code=form.cleaned_data["code"])
        if not checked.ok:
            form.add_error(None if checked.wait_s else "code", refusal_of(checked))
            return self.form_invalid(form)
        return self._signed_in()

    def _signed_in(self) -> HttpResponse:
        then = forget(self.request)
        # Gives the session a new key.
        login(self.request, self.account, backend=BACKEND)
        safe = url_has_allowed_host_and_scheme(then, {self.request.get_host()})
        return HttpResponseRedirect(then if safe else resolve_url("admin:index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"title": _("Two-factor sign-in"), "recovery": "recovery" in self.request.GET}
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs) | shown
