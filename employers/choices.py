from django.db import models


class Role(models.TextChoices):
    EMPLOYER_ADMIN = "employer_admin", "Employer admin"
    RECRUITER = "recruiter", "Recruiter"
    VIEWER = "viewer", "Viewer"
    APPLICANT = "applicant", "Applicant"
    PLATFORM = "platform", "Platform admin"


BACK_OFFICE_ROLES = (Role.EMPLOYER_ADMIN, Role.RECRUITER, Role.VIEWER)
STORED_ROLES = (*BACK_OFFICE_ROLES, Role.APPLICANT)
"""What `User.roles` may hold; platform admins are marked by `is_superuser`."""


class KeyState(models.TextChoices):
    """A signing key is published before it signs, and stays published while its last tokens live."""

    NEXT = "next", "Next"
    ACTIVE = "active", "Active"
    RETIRING = "retiring", "Retiring"


API_MODULES = (
    "employer", "jobs", "applicants", "applications", "shortlists", "uploads", "boards", "webhooks", "reports",
    "events", "audit",
)  # fmt: skip
"""What a key's scopes can name. `employer` holds the settings, users and keys; tasks and notifications are a user's."""
API_SCOPES = tuple(f"{module}:{right}" for module in API_MODULES for right in ("read", "write"))
"""What an API key may be allowed; `write` includes reading."""
