"""Applicants belong to an employer; profiles, the tracker and alerts to the person, whom no employer sees."""

from applicants.models.applicants import Applicant
from applicants.models.duplicates import DistinctApplicants, DuplicateSuggestion
from applicants.models.merges import ApplicantMerge
from applicants.models.profiles import Education, EqualOpportunityAnswers, Profile, WorkExperience
from applicants.models.saved import SavedJob
from applicants.models.searches import SavedSearch
from applicants.models.tracker import JobAlert, TrackedApplication, TrackedApplicationLog

__all__ = [
    "Applicant",
    "ApplicantMerge",
    "DistinctApplicants",
    "DuplicateSuggestion",
    "Education",
    "EqualOpportunityAnswers",
    "JobAlert",
    "Profile",
    "SavedJob",
    "SavedSearch",
    "TrackedApplication",
    "TrackedApplicationLog",
    "WorkExperience",
]
