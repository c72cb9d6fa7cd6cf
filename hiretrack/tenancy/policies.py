"""PostgreSQL row-level security as a migration operation: one policy per scope and table.

Settings are read in a scalar subquery, so that the planner evaluates them once per statement and not per row.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SCOPE = "(SELECT current_setting('app.scope', true))"
EMPLOYER_ID = "(SELECT nullif(current_setting('app.employer_id', true), '')::uuid)"
USER_ID = "(SELECT nullif(current_setting('app.user_id', true), '')::uuid)"


class RowLevelSecurity(Operation):
    """Turn row-level security on for a tenant model's table.

    `public` and `person` are SQL conditions for what those scopes may read (placeholders `{user_id}`); without them
    they see nothing. The employer scope reads and writes its own rows, the all-tenants scope every row.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, *, public: str = "", person: str = "") -> None:
        self.model_name, self.public, self.person = model_name, public, person

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name], {"public": self.public, "person": self.person}

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
        for statement in self.statements(table):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django passes it by name
        to_state: ProjectState,
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for name in ("employer", "all", "public", "person"):
            schema_editor.execute(f'DROP POLICY IF EXISTS tenant_{name} ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def statements(self, table: str) -> list[str]:
        own = f"employer_id = {EMPLOYER_ID}"
        everything = f"{SCOPE} = 'all'"
        made = [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY tenant_employer ON "{table}" USING ({own}) WITH CHECK ({own})',
            f'CREATE POLICY tenant_all ON "{table}" USING ({everything}) WITH CHECK ({everything})',
        ]
        if self.public:
            made.append(self._reading(table, "public", self.public))
        if self.person:
            made.append(self._reading(table, "person", self.person.format(user_id=USER_ID)))
        return made

    def _reading(self, table: str, scope: str, condition: str) -> str:
        return f"CREATE POLICY tenant_{scope} ON \"{table}\" FOR SELECT USING ({SCOPE} = '{scope}' AND ({condition}))"

    def describe(self) -> str:
        return f"Enable row-level security on {self.model_name}"


class SameEmployer(Operation):
    """Foreign keys of a tenant model to other tenant models also compare the employer.

    PostgreSQL checks foreign keys without row-level security, so a plain one would accept another employer's row.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, *fields: str) -> None:
        self.model_name, self.fields = model_name, fields

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name, *self.fields], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The database alone changes."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django passes it by name
        to_state: ProjectState,
    ) -> None:
        model: Any = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for name in self.fields:
            field = model._meta.get_field(name)
            parent = field.related_model._meta.db_table
            schema_editor.execute(
                f'CREATE UNIQUE INDEX IF NOT EXISTS "{parent}_employer_row" ON "{parent}" (employer_id, id)'
            )
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{name}_same_employer"'
                f' FOREIGN KEY (employer_id, "{field.column}") REFERENCES "{parent}" (employer_id, id)'
                " DEFERRABLE INITIALLY DEFERRED"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django passes it by name
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for name in self.fields:
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{table}_{name}_same_employer"')

    def describe(self) -> str:
        return f"Keep {', '.join(self.fields)} of {self.model_name} within one employer"
