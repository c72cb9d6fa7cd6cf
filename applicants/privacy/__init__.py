"""Erasure and retention: a person leaves, counts and stages stay."""

from applicants.privacy.account import erase_person
from applicants.privacy.erasure import Erasure, erase_applicant

__all__ = ["Erasure", "erase_applicant", "erase_person"]
