"""Keys of an employer's programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from employers.services import issue_api_key

if TYPE_CHECKING:
    from tests.api.foreign import Made, Neighbour


def foreign(neighbour: Neighbour) -> Made:
    """A key of the other employer."""
    from tests.api.foreign import SECRET

    issued = issue_api_key(name=SECRET, scopes=["jobs:read"], created_by=neighbour.owner.pk)
    return {"keyId": issued.row.pk}
