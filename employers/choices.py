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
