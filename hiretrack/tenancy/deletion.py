"""What a person keeps of an employer's rows, when the employer deletes them."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import SET_NULL


class GoesWithParent(Operation):
    """Let PostgreSQL do what a `PersonModel`'s foreign keys say of deletion (CASCADE or SET_NULL).

    Django looks for the rows itself, and in an employer's scope sees none of a person's: the key would then keep the
    employer from deleting. PostgreSQL acts on foreign keys without row-level security.
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
        self._replace(schema_editor, to_state.apps.get_model(app_label, self.model_name), acting=True)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django passes it by name
    ) -> None:
        self._replace(schema_editor, from_state.apps.get_model(app_label, self.model_name), acting=False)

    def _replace(self, schema_editor: Any, model: Any, *, acting: bool) -> None:
        for name in self.fields:
            field = model._meta.get_field(name)
            action = "SET NULL" if field.remote_field.on_delete is SET_NULL else "CASCADE"
            # Django's own name for it, so that it finds the key again.
            key = schema_editor._fk_constraint_name(model, field, "_fk_%(to_table)s_%(to_column)s")
            table, parent = model._meta.db_table, field.related_model._meta.db_table
            self._drop(schema_editor, table, field.column, key)
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT {key} FOREIGN KEY ("{field.column}")'
                f' REFERENCES "{parent}" (id){f" ON DELETE {action}" if acting else ""} DEFERRABLE INITIALLY DEFERRED'
            )

    def _drop(self, schema_editor: Any, table: str, column: str, key: Any) -> None:
        # A table of the same migration gets its keys at the migration's end only.
        waiting = [
            statement
            for statement in schema_editor.deferred_sql
            if getattr(statement, "template", "") == schema_editor.sql_create_fk
            and statement.references_column(table, column)
        ]
        for statement in waiting:
            schema_editor.deferred_sql.remove(statement)
        if not waiting:
            # What is left to check would stand in the way.
            schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT {key}')
            schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")

    def describe(self) -> str:
        return f"Keep {', '.join(self.fields)} of {self.model_name} from standing in an employer's way"
