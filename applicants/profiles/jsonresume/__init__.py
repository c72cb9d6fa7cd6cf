"""The profile as JSON Resume (https://jsonresume.org/schema, version 1.0.0): what is put comes back.

Columns hold what the profile knows; everything else that the schema has is kept in `Profile.more`. The canonical form,
which GET answers and PUT gives back unchanged: no empty members; name and address are the account's; work and
education latest beginning first; no skill, language or profile twice; profiles without an address and languages
without a known tag behind the others.
"""

from applicants.profiles.jsonresume.reading import replace_profile
from applicants.profiles.jsonresume.writing import SCHEMA, resume_document

__all__ = ["SCHEMA", "replace_profile", "resume_document"]
