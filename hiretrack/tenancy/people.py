"""Rows that belong to a person, not to an employer: no employer's scope ever sees one."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Q

from hiretrack.tenancy.policies import SCOPE, USER_ID
from hiretrack.tenancy.rows import refused_rows
from hiretrack.tenancy.scopes import CrossTenantWrite, Scope, ScopeKind, current_scope, new_id, require_scope

PersonT = TypeVar("PersonT", bound="PersonModel")


class PersonManager(models.Manager[PersonT]):
    """The open person scope's own rows; all people's in an all-tenants scope; none in any other."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[PersonT]:
        scope = current_scope()
        if scope is None:
            return refused_rows(self.model, self._db)
        return super().get_queryset().filter(self.model.rows_in(scope))


class PersonModel(models.Model):
    """A row that one person owns, reads and writes. Its migration must carry `OwnRowsOnly` for its table."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("employers.User", on_delete=models.CASCADE, related_name="+", editable=False)

    objects: ClassVar[PersonManager[Any]] = PersonManager()

    class Meta:
        abstract = True

    @classmethod
    def rows_in(cls, scope: Scope) -> Q:
        if scope.kind is ScopeKind.PERSON:
            return Q(user_id=scope.user_id)
        return Q() if scope.kind is ScopeKind.ALL else Q(pk__in=[])

    def save(self, *args: Any, **kwargs: Any) -> None:
        own(self)
        super().save(*args, **kwargs)


def own(row: PersonModel) -> None:
    """Give `row` the scope's person. Raises `CrossTenantWrite` when it has another, or outside a person's scope."""
    scope = require_scope()
    if scope.kind is ScopeKind.PERSON and row.user_id is None:
        row.user_id = scope.user_id
    if row.user_id is None or (scope.kind is not ScopeKind.ALL and row.user_id != scope.user_id):
        raise CrossTenantWrite(f"{type(row).__name__} belongs to another person than the open scope's.")


class OwnRowsOnly(Operation):
    """Row-level security for a person's table: the person's own scope reads and writes, all-tenants every row."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The database alone changes."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django passes it by name
        to_state: ProjectState,
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        own_rows = f"{SCOPE} = 'person' AND user_id = {USER_ID}"
        schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        for name, condition in (("person", own_rows), ("all", f"{SCOPE} = 'all'")):
            schema_editor.execute(
                f'CREATE POLICY owner_{name} ON "{table}" USING ({condition}) WITH CHECK ({condition})'
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django passes it by name
        to_state: ProjectState,
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for name in ("person", "all"):
            schema_editor.execute(f'DROP POLICY IF EXISTS owner_{name} ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        return f"Keep each row of {self.model_name} to the person who owns it"
