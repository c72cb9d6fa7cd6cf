"""Which tags an employer's people bear. A tag is the same in any letter case; the most frequent form is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

BOUND = 20_000
"""So many of the newest tagged people are counted."""
LATELY = 3_000
"""So many are asked while somebody types."""
_TAGS = """
    SELECT mode() WITHIN GROUP (ORDER BY tag), count(*)
    FROM (
        SELECT unnest(tags) AS tag FROM (
            SELECT tags FROM applicants_applicant
            WHERE tags <> '{}' AND merged_into_id IS NULL AND erased_at IS NULL ORDER BY id DESC LIMIT %(bound)s
        ) AS people
    ) AS given
    WHERE job_fold(tag::text) LIKE applicant_within(%(within)s)
    GROUP BY job_fold(tag::text) ORDER BY count(*) DESC, 1 LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    people: int


def known_tags(*, within: str = "", limit: int = 500) -> list[Tag]:
    """The scope's tags that contain `within`, the most frequent first."""
    return _asked(within, BOUND, limit)


def suggested(within: str, *, limit: int = 10) -> list[str]:
    """For somebody who types: tags given lately."""
    return [tag.name for tag in _asked(within, LATELY, limit)]


def _asked(within: str, bound: int, limit: int) -> list[Tag]:
    with connection.cursor() as cursor:
        cursor.execute(_TAGS, {"within": within.strip().replace("\x00", ""), "bound": bound, "limit": limit})
        return [Tag(name, people) for name, people in cursor.fetchall()]
