"""The back office's pages of an employer's users. The employer's own are in the office, which knows its candidates."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from employers import services
from employers.admin_scope import OwnEmployerAdmin, adopt, is_platform
from employers.choices import Role
from employers.forms import UserForm
from employers.identity_admin import IdentityAdmin
from employers.models import User
from employers.queries import without_two_factor
from employers.roles import RANKS, SUMMARIES, rights_table
from employers.user_filters import RoleFilter, SecondFactorFilter
from employers.user_states import state_of

__all__ = ["IdentityAdmin", "UserAdmin"]

# Roles say who may; Django's groups would be a second answer that nothing asks.
admin.site.unregister(Group)
STATE_COLOURS = {"active": "success", "invited": "info", "expired": "warning", "deactivated": "danger"}


@admin.register(User)
class UserAdmin(OwnEmployerAdmin):
    """Who works here. What changes somebody's way in has buttons of its own on the page (`office:user-*`)."""

    form = UserForm
    list_display = ("shown_name", "shown_roles", "shown_state", "shown_second_factor", "last_sign_in")
    search_fields = ("name", "email")
    search_help_text = _("Name or e-mail")
    list_filter = ("is_active", RoleFilter, SecondFactorFilter)
    list_select_related = ("employer", "two_factor")
    list_before_template = "office/people/users_before.html"
    list_after_template = "office/people/users_after.html"
    change_form_outer_before_template = "office/people/user_before.html"
    change_form_outer_after_template = "office/people/roles.html"
    actions = ("send_password_link",)

    @display(description=_("User"), header=True, ordering="name")
    def shown_name(self, user: User) -> list[str]:
        return [user.name or user.email, user.email]

    @display(description=_("Roles"), label=True)
    def shown_roles(self, user: User) -> list[str]:
        roles = [str(Role(role).label) for role in user.roles]
        return [str(Role.PLATFORM.label), *roles] if user.is_superuser else roles

    @display(description=_("State"), label=STATE_COLOURS)
    def shown_state(self, user: User) -> tuple[str, str]:
        state = state_of(user)
        return state.name, state.words

    @display(description=_("Two-factor"), label={"on": "success", "owed": "warning", "off": ""})
    def shown_second_factor(self, user: User) -> tuple[str, str]:
        if user.has_two_factor:
            return "on", gettext("On")
        return ("owed", gettext("Not set up yet")) if user.owes_two_factor else ("off", gettext("Off"))

    @display(description=_("Last sign-in"), ordering="last_login", empty_value=_("Never"))
    def last_sign_in(self, user: User) -> Any:
        return user.last_login

    @admin.action(description=_("Send a link to set a new password"), permissions=["change"])
    def send_password_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = [user for user in queryset if user.is_active]
        for user in users:
            services.send_password_link(user=user)
        said = gettext("A link goes to %(some)s of %(all)s users.")
        self.message_user(request, said % {"some": len(users), "all": queryset.count()})

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        held_to_it = self.get_queryset(request).filter(employer__two_factor_required=True, is_active=True)
        shown = explained() | {"owing": held_to_it.filter(without_two_factor()).count(), "title": _("Users")}
        return super().changelist_view(request, shown | (extra_context or {}))

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        return super().changeform_view(request, object_id, form_url, explained() | (extra_context or {}))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        user = kwargs.get("obj")
        context |= {"show_save_and_add_another": False}
        if user is None:
            context |= {"title": _("Invite a user")}
        else:
            context |= {
                "person": user,
                "state": state_of(user),
                "is_self": user.pk == request.user.pk,
                "is_last_admin": services.would_leave_no_admin(user, is_active=False),
                "may_change": self.has_change_permission(request, user),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        shown = ["name", "email"]
        shown += ["employer"] if is_platform(request) else []
        # Candidates and platform admins have no roles that could be chosen here.
        shown += ["roles"] if obj is None or obj.employer_id else []
        return tuple(shown)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:  # noqa: ARG002
        return ("employer",) if obj else ()

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (*self.list_filter, "employer") if is_platform(request) else self.list_filter

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        made = super().get_form(request, obj, change=change, **kwargs)
        if obj is None and "employer" in made.base_fields:
            made.base_fields["employer"].required = True
        return type(made.__name__, (made,), {"actor": request.user})

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        if change:
            adopt(obj, services.update_user(user=obj, changes=form.cleaned_data))
            return
        data = form.cleaned_data
        # Only a platform admin's form has the field; anybody else invites to their own employer.
        home: Any = data["employer"].pk if "employer" in data else getattr(request.user, "employer_id", None)
        adopt(obj, services.invite_user(employer_id=home, email=data["email"], name=data["name"], roles=data["roles"]))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (isinstance(obj, User) and services.would_leave_no_admin(obj, is_active=False))

    def delete_model(self, request: HttpRequest, obj: User) -> None:  # noqa: ARG002
        services.remove_user(user=obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # One at a time: a selection could hold the last employer admin.
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


def explained() -> dict[str, Any]:
    """What the roles mean, for the list and the form."""
    roles = [(str(role.label), SUMMARIES[role]) for role in RANKS]
    return {"role_summaries": roles, "rights": rights_table()}
