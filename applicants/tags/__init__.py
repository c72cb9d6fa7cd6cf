"""An employer's tags: which there are, putting them on people, and making two of them one."""

from applicants.tags.known import BOUND, Tag, known_tags, suggested
from applicants.tags.many import Tagged, tag_many
from applicants.tags.putting import tag_applicants
from applicants.tags.renaming import AT_ONCE, rename_tag, start_renaming

__all__ = [
    "AT_ONCE",
    "BOUND",
    "Tag",
    "Tagged",
    "known_tags",
    "rename_tag",
    "start_renaming",
    "suggested",
    "tag_applicants",
    "tag_many",
]
