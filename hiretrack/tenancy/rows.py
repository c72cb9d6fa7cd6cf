"""Managers and the base model of tenant tables: fail closed without a scope, filtered and guarded with one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models
from django.db.models import Q

from hiretrack.errors import Forbidden
from hiretrack.tenancy.scopes import (
    CrossTenantWrite,
    Scope,
    ScopeKind,
    ScopeMissing,
    current_scope,
    new_id,
    require_scope,
)

ModelT = TypeVar("ModelT", bound="TenantModel")


def stamp(row: TenantModel) -> None:
    """Give `row` the scope's employer.

    Raises `CrossTenantWrite` when it has another, `ScopeMissing` without a scope, `Forbidden` when all tenants are
    in scope and the row names none.
    """
    scope = require_scope()
    if scope.kind is ScopeKind.ALL:
        if row.employer_id is None and not row._meta.get_field("employer").null:
            raise Forbidden("Say for which employer: a platform admin has none of their own.")
        return
    if scope.kind is not ScopeKind.EMPLOYER:
        raise CrossTenantWrite(f"A {scope.kind} scope is for reading only.")
    if row.employer_id is None:
        row.employer_id = scope.employer_id
    if row.employer_id != scope.employer_id:
        raise CrossTenantWrite(f"{type(row).__name__} belongs to another employer than the open scope.")


class TenantQuerySet(models.QuerySet[ModelT]):
    """Writes stay with the scope's employer."""

    def update(self, **kwargs: Any) -> int:
        require_scope()
        if {"employer", "employer_id"} & set(kwargs):
            raise CrossTenantWrite("A row never changes its employer.")
        return super().update(**kwargs)

    def bulk_create(self, objs: Iterable[ModelT], *args: Any, **kwargs: Any) -> list[ModelT]:
        rows = list(objs)
        for row in rows:
            stamp(row)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[ModelT], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        rows, names = list(objs), list(fields)
        if {"employer", "employer_id"} & set(names):
            raise CrossTenantWrite("A row never changes its employer.")
        for row in rows:
            stamp(row)
        return super().bulk_update(rows, names, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        require_scope()
        return super().delete()


class ClosedQuerySet(TenantQuerySet[ModelT]):
    """What a manager answers without a scope: it can be passed around and chained, never read or written.

    Building one is allowed, because Django builds querysets at import time (form fields, relations).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As a subquery it never reaches the methods below: let it match nothing there.
        self.query.set_empty()

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise ScopeMissing(
            f"{self.model.__name__} rows were asked for outside a tenant scope;"
            " open employer_scope(), person_scope(), public_scope() or all_tenants()."
        )

    def none(self) -> TenantQuerySet[ModelT]:  # type: ignore[override]
        return TenantQuerySet(self.model, using=self.db).none()

    _fetch_all = iterator = aiterator = count = exists = aggregate = _refuse
    create = bulk_create = bulk_update = update = delete = _refuse
    get_or_create = update_or_create = in_bulk = explain = contains = _refuse


def refused_rows(model: type[Any], using: str | None) -> Any:
    """Rows that can be passed around and chained, but neither read nor written: no scope is open."""
    return ClosedQuerySet(model, using=using)


class TenantManager(models.Manager[ModelT]):
    """The rows of the open scope."""

    use_in_migrations = False

    def get_queryset(self) -> TenantQuerySet[ModelT]:
        scope = current_scope()
        if scope is None:
            return ClosedQuerySet(self.model, using=self._db)
        rows: TenantQuerySet[ModelT] = TenantQuerySet(self.model, using=self._db)
        condition = self.model.rows_in(scope)
        return rows if condition is None else rows.filter(condition)


class TenantModel(models.Model):
    """A row that belongs to one employer. Its migration must carry `RowLevelSecurity` for its table."""

    public_rows: ClassVar[Q | None] = None
    """What anybody may read; None: nothing. The table's policy must say the same."""
    person_path: ClassVar[str | None] = None
    """Lookup from the row to the candidate's user id; None: not a candidate's to read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer = models.ForeignKey("employers.Employer", on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[TenantManager[Any]] = TenantManager()

    class Meta:
        abstract = True

    @classmethod
    def rows_in(cls, scope: Scope) -> Q | None:
        """The condition that keeps to `scope`; None when it holds all rows."""
        if scope.kind is ScopeKind.EMPLOYER:
            return Q(employer_id=scope.employer_id)
        if scope.kind is ScopeKind.ALL:
            return None
        if scope.kind is ScopeKind.PUBLIC and cls.public_rows is not None:
            return cls.public_rows
        if scope.kind is ScopeKind.PERSON and cls.person_path is not None:
            return Q(**{cls.person_path: scope.user_id})
        return Q(pk__in=[])

    def save(self, *args: Any, **kwargs: Any) -> None:
        stamp(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        stamp(self)
        return super().delete(*args, **kwargs)
