"""The back office's own fence: every list, form, choice and action keeps to the signed-in user's employer.

Tenant tables are fenced by the open scope and the database as well; employers and users by this alone.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin.options import ModelAdmin as DjangoModelAdmin
from django.db.models import Model, QuerySet
from django.db.models.fields.related import ForeignKey, ManyToManyField
from django.http import HttpRequest
from django.utils.text import capfirst
from unfold.admin import ModelAdmin

from employers.models import Employer, User


def own_rows(user: User, rows: QuerySet[Any], *, path: str = "") -> QuerySet[Any]:
    """The rows of `user`'s employer; all of them for a platform admin.

    `path` is the lookup from the row to its employer; without one it is found from the model, and a model that has no
    employer is left as it is.
    """
    if user.is_superuser:
        return rows
    lookup = path or _path_of(rows.model)
    return rows.filter(**{lookup: user.employer_id}) if lookup else rows


def _path_of(model: type[Model]) -> str:
    if model is Employer:
        return "pk"
    return "employer" if any(field.name == "employer" for field in model._meta.fields) else ""


class OwnEmployerMixin(DjangoModelAdmin):
    """For any ModelAdmin (or inline) of a model with an employer."""

    employer_path: ClassVar[str] = ""
    """Lookup from the row to its employer, where the row itself has none."""
    empty_hint: ClassVar[Any] = ""
    """What to do next, said by a list that has nothing in it yet."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return own_rows(_user(request), super().get_queryset(request), path=self.employer_path)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _choices(self, db_field: Any, request: HttpRequest, given: dict[str, Any]) -> QuerySet[Any]:
        rows = given.get("queryset")
        if rows is None:
            rows = db_field.remote_field.model._default_manager.all()
        return own_rows(_user(request), rows)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._own(request, obj) and super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._own(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._own(request, obj) and super().has_delete_permission(request, obj)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # Filters in the address could otherwise ask about columns that no list shows, letter by letter.
        secrets = {"password", "digest", "private_sealed"}
        steps = lookup.split("__")
        if secrets & set(steps) or _tells_identity(self.model, steps):
            return False
        return super().lookup_allowed(lookup, value, request)

    def _own(self, request: HttpRequest, obj: Any) -> bool:
        # Inlines are asked with the parent's row.
        if obj is None or not isinstance(obj, self.model):
            return True
        return _user(request).is_superuser or self._employer_of(obj) == _user(request).employer_id

    def _employer_of(self, obj: Any) -> Any:
        for step in (self.employer_path or _path_of(self.model) or "pk").split("__"):
            obj = getattr(obj, step)
        return obj.pk if isinstance(obj, Model) else obj


def _tells_identity(model: Any, steps: list[str]) -> bool:
    """Whether a lookup comes to a column that says who somebody is (`identity_columns`), who may be hidden."""
    for step in steps:
        if step in getattr(model, "identity_columns", ()):
            return True
        field = model._meta.fields_map.get(step) or model._meta._forward_fields_map.get(step)
        model = getattr(field, "related_model", None)
        if model is None:
            return False
    return False


class OwnEmployerAdmin(OwnEmployerMixin, ModelAdmin):
    """A page of the back office. What each role may do stands in `employers.permissions`."""

    warn_unsaved_form = True

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        named = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, named | (extra_context or {}))


def is_platform(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def adopt(obj: Any, saved: Any) -> None:
    """Let the page's object be the row that a service wrote."""
    obj.__dict__.update(vars(saved))


def _user(request: HttpRequest) -> User:
    user: Any = request.user
    return user
