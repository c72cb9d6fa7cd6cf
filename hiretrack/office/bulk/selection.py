"""Which applications are meant. The selection is taken when the list's action is chosen, and carried from page to page
as it was seen then: what arrives in the meantime is not part of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applications.models import Application
from applications.services.bulk import MOST
from hiretrack.errors import Invalid


@dataclass(frozen=True, slots=True)
class Selection:
    ids: tuple[uuid.UUID, ...]

    @classmethod
    def of(cls, rows: QuerySet[Application]) -> Selection:
        """What a list's action was asked for. Raises `Invalid` when that is too much, or nothing."""
        return cls._checked(rows.order_by().values_list("pk", flat=True)[: MOST + 1])

    @classmethod
    def sent(cls, text: str) -> Selection:
        """From `packed`. Ids that are none, and anybody else's, find nothing later."""
        return cls._checked(_id(part) for part in text.split(","))

    @classmethod
    def _checked(cls, ids: Iterable[uuid.UUID | None]) -> Selection:
        known = tuple(sorted({pk for pk in ids if pk is not None}))
        if not known:
            raise Invalid(_("Select the applications first."))
        if len(known) > MOST:
            said = _("At most %(most)s applications at once. Narrow the list by a filter or a search first.")
            raise Invalid(said % {"most": f"{MOST:,}"})
        return cls(known)

    @property
    def packed(self) -> str:
        return ",".join(pk.hex for pk in self.ids)

    @property
    def rows(self) -> QuerySet[Application]:
        """Those of them that are the open scope's."""
        return Application.objects.filter(pk__in=self.ids)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
