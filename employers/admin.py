"""The back office's pages of employers and their users."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from employers import services
from employers.admin_scope import OwnEmployerAdmin
from employers.audit_admin import AuditLogAdmin
from employers.choices import Role
from employers.forms import EmployerForm, UserForm
from employers.models import Employer, User

__all__ = ["AuditLogAdmin", "EmployerAdmin", "UserAdmin"]

# Roles say who may; Django's groups would be a second answer that nothing asks.
admin.site.unregister(Group)


@admin.register(Employer)
class EmployerAdmin(OwnEmployerAdmin):
    form = EmployerForm
    list_display = ("name", "slug", "website", "created_at")
    search_fields = ("name", "slug")
    readonly_fields = ("created_at",)
    fieldsets: ClassVar = [
        (None, {"fields": ("name", "slug", "admin_email")}),
        ("Careers site", {"fields": ("logo_url", "website", "about_md", "brand_colour")}),
        ("Privacy and promises", {"fields": ("privacy_policy_url", "retention_months", "reply_promise_days")}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Employer | None = None) -> tuple[str, ...]:  # noqa: ARG002
        # The short name stands in every public address of the employer.
        return ("created_at",) if _is_platform(request) else ("created_at", "slug")

    def get_fieldsets(self, request: HttpRequest, obj: Employer | None = None) -> Any:
        first, *others = super().get_fieldsets(request, obj)
        named = ("name", "slug", "created_at") if obj else ("name", "slug", "admin_email")
        return [(first[0], {"fields": named}), *others]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        # The journal is append-only, so an employer with a history cannot go.
        return False

    def save_model(self, request: HttpRequest, obj: Employer, form: Any, change: bool) -> None:  # noqa: ARG002, FBT001
        if change:
            _adopt(obj, services.update_employer(employer=obj, changes=form.cleaned_data))
            return
        data = form.cleaned_data
        email = data.pop("admin_email", "")
        made = services.create_employer(name=data["name"], slug=data["slug"], admin_email=email or None)
        _adopt(obj, services.update_employer(employer=made, changes=data))


@admin.register(User)
class UserAdmin(OwnEmployerAdmin):
    form = UserForm
    list_display = ("name", "email", "shown_roles", "is_active", "verified", "last_login")
    search_fields = ("name", "email")
    list_filter = ("is_active",)
    list_select_related = ("employer",)
    fields = ("name", "email", "employer", "roles", "is_active")
    actions = ("send_password_link",)

    @display(description="Roles", label=True)
    def shown_roles(self, user: User) -> list[str]:
        roles = [Role(role).label for role in user.roles]
        return [str(Role.PLATFORM.label), *roles] if user.is_superuser else roles

    @display(description="Verified", boolean=True)
    def verified(self, user: User) -> bool:
        return user.email_verified_at is not None

    @admin.action(description="Send a link to set a new password", permissions=["change"])
    def send_password_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = [user for user in queryset if user.is_active]
        for user in users:
            services.send_password_link(user=user)
        self.message_user(request, f"A link goes to {len(users)} of {queryset.count()} users.")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        shown = ["name", "email"]
        shown += ["employer"] if _is_platform(request) else []
        # Candidates and platform admins have no roles that could be chosen here.
        shown += ["roles"] if obj is None or obj.employer_id else []
        return (*shown, "is_active") if obj else tuple(shown)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:  # noqa: ARG002
        return ("employer",) if obj else ()

    def get_list_filter(self, request: HttpRequest) -> Any:
        return ("is_active", "employer") if _is_platform(request) else ("is_active",)

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        made = super().get_form(request, obj, change=change, **kwargs)
        if obj is None and "employer" in made.base_fields:
            made.base_fields["employer"].required = True
        return type(made.__name__, (made,), {"actor": request.user})

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        if change:
            _adopt(obj, services.update_user(user=obj, changes=form.cleaned_data))
            return
        data = form.cleaned_data
        # Only a platform admin's form has the field; anybody else invites to their own employer.
        home: Any = data["employer"].pk if "employer" in data else getattr(request.user, "employer_id", None)
        _adopt(obj, services.invite_user(employer_id=home, email=data["email"], name=data["name"], roles=data["roles"]))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (isinstance(obj, User) and services.would_leave_no_admin(obj, is_active=False))

    def delete_model(self, request: HttpRequest, obj: User) -> None:  # noqa: ARG002
        services.remove_user(user=obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # One at a time: a selection could hold the last employer admin.
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


def _is_platform(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _adopt(obj: Any, saved: Any) -> None:
    """Let the page's object be the row that the service wrote."""
    obj.__dict__.update(vars(saved))
