"""The employer's settings. Everybody of the employer sees them, employer admins change them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from employers import services
from employers.admin_scope import OwnEmployerAdmin, adopt, is_platform
from employers.logos import logo_of
from employers.models import Employer
from employers.queries import without_two_factor
from hiretrack.office.people.settings_form import EmployerSettingsForm


@admin.register(Employer)
class EmployerAdmin(OwnEmployerAdmin):
    form = EmployerSettingsForm
    change_form_template = "office/people/employer.html"
    list_display = ("name", "slug", "website", "two_factor_required", "created_at")
    search_fields = ("name", "slug")
    readonly_fields = ("created_at",)
    fieldsets: ClassVar = [
        (
            _("Employer"),
            {"fields": ("name", "slug", "admin_email", "website"), "description": _("Who you are, on every page.")},
        ),
        (
            _("Careers page"),
            {
                "fields": ("logo", "about_md", "brand_colour"),
                "description": _("How your public pages and job ads look."),
                "classes": ("p-careers",),
            },
        ),
        (
            _("Promises to candidates"),
            {
                "fields": ("reply_promise_days", "privacy_policy_url", "retention_months"),
                "description": _("What everybody who applies is told, and what HireTrack keeps watch over."),
                "classes": ("p-promises",),
            },
        ),
        (
            _("Security"),
            {
                "fields": ("two_factor_required",),
                "description": _("How your own people sign in."),
                "classes": ("p-security",),
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Employer | None = None) -> tuple[str, ...]:  # noqa: ARG002
        # The short name stands in every public address of the employer.
        return ("created_at",) if is_platform(request) else ("created_at", "slug")

    def get_fieldsets(self, request: HttpRequest, obj: Employer | None = None) -> Any:
        first, *others = super().get_fieldsets(request, obj)
        named = ("name", "slug", "website") if obj else ("name", "slug", "admin_email", "website")
        if obj is None:
            # A logo belongs to an employer that is there.
            others = [
                (title, part | {"fields": tuple(name for name in part["fields"] if name != "logo")})
                for title, part in others
            ]
        return [(first[0], first[1] | {"fields": named}), *others]

    @admin.display(description=_("Logo"))
    def logo(self, employer: Employer) -> str:
        """For whoever may only look."""
        return render_to_string("office/people/logo.html", {"employer": employer, "own": logo_of(employer)})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        # The journal is append-only, so an employer with a history cannot go.
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        own = getattr(request.user, "employer_id", None)
        if own and request.method == "GET" and self.has_view_permission(request):
            return redirect("admin:employers_employer_change", own)
        return super().changelist_view(request, extra_context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        employer = kwargs.get("obj")
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        if employer is not None:
            context |= {
                "employer": employer,
                "title": _("Settings"),
                "subtitle": None,
                "without_two_factor": employer.users.filter(without_two_factor(), is_active=True).count(),
                "may_change": self.has_change_permission(request, employer),
                "may_see_users": request.user.has_perm("employers.view_user"),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Employer, form: Any, change: bool) -> None:  # noqa: ARG002, FBT001
        if change:
            adopt(obj, services.update_employer(employer=obj, changes=form.cleaned_data))
            return
        data = form.cleaned_data
        email = data.pop("admin_email", "")
        made = services.create_employer(name=data["name"], slug=data["slug"], admin_email=email or None)
        adopt(obj, services.update_employer(employer=made, changes=data))

    def response_change(self, request: HttpRequest, obj: Employer) -> HttpResponse:
        super().response_change(request, obj)
        return redirect("admin:employers_employer_change", obj.pk)
