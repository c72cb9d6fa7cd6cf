"""Two records of one person made one, and parted again."""

from applicants.merging.fields import CHOOSABLE
from applicants.merging.merge import merge_applicants
from applicants.merging.undo import unmerge_applicant

__all__ = ["CHOOSABLE", "merge_applicants", "unmerge_applicant"]
