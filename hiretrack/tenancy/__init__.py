"""Tenant isolation: see `scopes` for who sees what, `rows` for the managers, `policies` for PostgreSQL's part."""

from hiretrack.tenancy.policies import RowLevelSecurity, SameEmployer
from hiretrack.tenancy.scopes import (
    CrossTenantWrite,
    Scope,
    ScopeKind,
    ScopeMissing,
    TenancyError,
    all_tenants,
    current_scope,
    employer_scope,
    new_id,
    open_scope,
    person_scope,
    public_scope,
    require_scope,
)

__all__ = [
    "CrossTenantWrite",
    "RowLevelSecurity",
    "SameEmployer",
    "Scope",
    "ScopeKind",
    "ScopeMissing",
    "TenancyError",
    "all_tenants",
    "current_scope",
    "employer_scope",
    "new_id",
    "open_scope",
    "person_scope",
    "public_scope",
    "require_scope",
]
