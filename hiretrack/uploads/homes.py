"""Where an upload lives: with an employer, or, a file of their own profile, with the candidate who put it."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass

from hiretrack.tenancy import Scope, employer_scope, person_scope


@dataclass(frozen=True, slots=True)
class Home:
    """`owner_id` counts only where there is no employer."""

    employer_id: uuid.UUID | None
    owner_id: uuid.UUID | None

    @property
    def folder(self) -> str:
        """The beginning of the keys of its files."""
        return str(self.employer_id) if self.employer_id else f"people/{self.owner_id}"

    def scope(self) -> AbstractContextManager[Scope]:
        """The scope in which its uploads are read and written."""
        if self.employer_id is not None:
            return employer_scope(self.employer_id)
        if self.owner_id is None:
            raise ValueError("An upload belongs to an employer or to a person.")
        return person_scope(self.owner_id)
