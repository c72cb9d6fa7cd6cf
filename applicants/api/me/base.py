"""What the views of a candidate's own rows share: the person's scope, whatever else the token allows."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from django.db.models import QuerySet

from hiretrack.api.views import ContractView
from hiretrack.errors import Forbidden, NotFound
from hiretrack.tenancy import person_scope
from hiretrack.tenancy.people import PersonModel

RowT = TypeVar("RowT", bound=PersonModel)
ME = ["Me"]


class PersonView(ContractView):
    """Somebody who also works for an employer here acts as themselves alone."""

    @property
    def person_id(self) -> uuid.UUID:
        """Raises `Forbidden` for a caller without an account here (of a trusted issuer)."""
        if self.principal is None or self.principal.user_id is None:
            raise Forbidden
        return self.principal.user_id

    def open_scope(self) -> AbstractContextManager[Any]:
        return person_scope(self.person_id)

    def own(self, rows: QuerySet[RowT], pk: uuid.UUID, *, changing: bool = False) -> RowT:
        """The row that the address names; `changing` keeps others from it meanwhile. Raises `NotFound`."""
        found = (rows.select_for_update(of=("self",)) if changing else rows).filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found
