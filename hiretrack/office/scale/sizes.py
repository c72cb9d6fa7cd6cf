"""How much there is, and how it is spread over the employers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

OPEN_JOBS = 40
EACH = 2_000
"""Applications for each open job of the largest employer."""
ROUNDS = 5
"""How many of them one of its candidates made."""
CROWDED, TINY = 10_000, 10
"""Jobs of the second and the third employer: one must not slow the other."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of one employer. Its candidates come round by round, so that none applies twice for a job."""

    number: int
    jobs: int
    applicants: int
    applications: int

    @property
    def is_largest(self) -> bool:
        return self.number == 1

    @property
    def open_jobs(self) -> int:
        """The jobs that are applied for."""
        return OPEN_JOBS if self.is_largest else max(1, self.jobs * 3 // 4)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """(applicant, job) of each application, by their places."""
        stride = max(1, self.open_jobs // ROUNDS)
        for place in range(self.applications):
            turn, person = divmod(place, self.applicants)
            yield person, (person * 7 + turn * stride) % self.open_jobs


@dataclass(frozen=True, slots=True)
class Sizes:
    employers: int = 200
    jobs: int = 200_000
    applications: int = 1_000_000
    applicants: int = 600_000

    @property
    def problems(self) -> list[str]:
        """Why this cannot be made; empty when it can."""
        found = []
        if self.employers < 4:
            found.append("--employers: at least 4, because the first three are of fixed sizes")
        if self.jobs < OPEN_JOBS + self.crowded + TINY + self.employers:
            found.append(f"--jobs: at least {OPEN_JOBS + self.crowded + TINY + self.employers:,}")
        if self.applications < self.largest + self.employers:
            found.append(f"--applications: at least {self.largest + self.employers:,}")
        if not self.applications // ROUNDS <= self.applicants <= self.applications:
            found.append(f"--applicants: from a {ROUNDS}th of the applications to as many as them")
        return found

    @property
    def largest(self) -> int:
        """Applications of the largest employer, whole below a full-sized installation's."""
        return min(OPEN_JOBS * EACH, self.applications // 3)

    @property
    def crowded(self) -> int:
        return min(CROWDED, self.jobs // 20)

    def shares(self) -> list[Share]:
        first = Share(1, OPEN_JOBS, self.largest // ROUNDS, self.largest)
        jobs = [self.crowded, TINY, *_split(self.jobs - OPEN_JOBS - self.crowded - TINY, self.employers - 3)]
        people = _split(self.applicants - first.applicants, self.employers - 1)
        sent = _split(self.applications - first.applications, self.employers - 1)
        return [first, *(Share(n, *own) for n, own in enumerate(zip(jobs, people, sent, strict=True), 2))]


def _split(total: int, parts: int) -> list[int]:
    each, rest = divmod(total, parts)
    return [each + (place < rest) for place in range(parts)]
