"""Views over a tenant model: their querysets hold the open scope's rows, and nothing else."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import QuerySet
from rest_framework.viewsets import ViewSetMixin

from hiretrack.api.etags import etag_of
from hiretrack.api.views import ContractView
from hiretrack.errors import NotFound
from hiretrack.tenancy import TenancyError, require_scope
from hiretrack.tenancy.rows import TenantModel

ModelT = TypeVar("ModelT", bound=TenantModel)


class TenantScopedMixin(Generic[ModelT]):
    """`get_queryset` and `get_object` for a tenant model.

    Another employer's object is not found (404), never forbidden: its existence is nobody's business.
    """

    model: ClassVar[type[TenantModel]]
    lookup_field: ClassVar[str] = "pk"
    lookup_url_kwarg: ClassVar[str] = ""
    kwargs: dict[str, Any]

    def get_queryset(self) -> QuerySet[ModelT]:
        """The scope's rows. Raises `TenancyError` for a model that is not a tenant's, or without a scope."""
        if not issubclass(self.model, TenantModel):
            raise TenancyError(f"{self.model.__name__} belongs to no tenant; its views must not be tenant-scoped.")
        require_scope()
        return self.model.objects.all()

    def get_object(self, queryset: QuerySet[ModelT] | None = None) -> ModelT:
        """The row that the address names. Raises `NotFound`."""
        rows = self.get_queryset() if queryset is None else queryset
        found = rows.filter(**{self.lookup_field: self._looked_up()}).first()
        if found is None:
            raise NotFound
        return found

    def _looked_up(self) -> Any:
        if self.lookup_url_kwarg:
            return self.kwargs[self.lookup_url_kwarg]
        # An address with one argument needs no declaration.
        (value,) = self.kwargs.values()
        return value


class TenantView(TenantScopedMixin[ModelT], ContractView):
    """`get`, `post`, … over a tenant model."""

    etag_of = staticmethod(etag_of)


class TenantViewSet(ViewSetMixin, TenantScopedMixin[ModelT], ContractView):
    """`list`, `retrieve`, … over a tenant model; bound with `as_view({"get": "list"})`."""

    etag_of = staticmethod(etag_of)
