"""Listings as the search reads them: views past the table's policies, one for each scope that searches."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from hiretrack.tenancy import Scope, ScopeKind
from hiretrack.tenancy.rows import TenantModel


class SearchedListing(TenantModel):
    """What lists show, sort and filter by. Under a policy PostgreSQL uses no index for `@@` or LIKE, and the view's ids
    joined to the table come to the same: since version 18 it makes one scan of the two (docs/adr/0015)."""

    scope: ClassVar[ScopeKind]
    board_id = models.UUIDField()
    title = models.CharField(max_length=300)
    company = models.CharField(max_length=200)
    location = models.CharField(max_length=300)
    country = models.CharField(max_length=2)
    remote = models.BooleanField()
    url = models.URLField(max_length=1000)
    description = models.TextField()
    salary_min = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    salary_max = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    salary_currency = models.CharField(max_length=3)
    salary_period = models.CharField(max_length=8)
    posted_at = models.DateTimeField(null=True)
    is_new = models.BooleanField()
    is_hidden = models.BooleanField()
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    adopted_as_id = models.UUIDField(null=True)
    updated_at = models.DateTimeField()
    search = SearchVectorField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @classmethod
    def rows_in(cls, scope: Scope) -> Q | None:
        """The view holds what the scope may see. Its employer is said once more, as a value, for the indexes."""
        if scope.kind is not cls.scope:
            return Q(pk__in=[])
        return Q(employer_id=scope.employer_id) if scope.kind is ScopeKind.EMPLOYER else None


class FoundListing(SearchedListing):
    """An employer's own."""

    scope = ScopeKind.EMPLOYER

    class Meta:
        managed = False
        db_table = "listings_found"


class OpenListing(SearchedListing):
    """What candidates may see, of every employer."""

    scope = ScopeKind.PERSON

    class Meta:
        managed = False
        db_table = "listings_open"
