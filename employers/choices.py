from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EMPLOYER_ADMIN = "employer_admin", _("Employer admin")
    RECRUITER = "recruiter", _("Recruiter")
    VIEWER = "viewer", _("Viewer")
    APPLICANT = "applicant", _("Applicant")
    PLATFORM = "platform", _("Platform admin")


BACK_OFFICE_ROLES = (Role.EMPLOYER_ADMIN, Role.RECRUITER, Role.VIEWER)
STORED_ROLES = (*BACK_OFFICE_ROLES, Role.APPLICANT)
"""What `User.roles` may hold; platform admins are marked by `is_superuser`."""


class KeyState(models.TextChoices):
    """A signing key is published before it signs, and stays published while its last tokens live."""

    NEXT = "next", _("Next")
    ACTIVE = "active", _("Active")
    RETIRING = "retiring", _("Retiring")


class Browser(models.TextChoices):
    EDGE = "edge", "Edge"
    OPERA = "opera", "Opera"
    SAMSUNG = "samsung", "Samsung Internet"
    FIREFOX = "firefox", "Firefox"
    CHROME = "chrome", "Chrome"
    SAFARI = "safari", "Safari"


class System(models.TextChoices):
    IPHONE = "iphone", "iPhone"
    IPAD = "ipad", "iPad"
    ANDROID = "android", "Android"
    CHROME_OS = "chrome_os", "ChromeOS"
    WINDOWS = "windows", "Windows"
    MAC = "mac", "Mac"
    LINUX = "linux", "Linux"


API_MODULES = (
    "employer", "jobs", "applicants", "applications", "shortlists", "uploads", "boards", "webhooks", "reports",
    "events", "audit",
)  # fmt: skip
"""What a key's scopes can name. `employer` holds the settings, users and keys; tasks and notifications are a user's."""
API_SCOPES = tuple(f"{module}:{right}" for module in API_MODULES for right in ("read", "write"))
"""What an API key may be allowed; `write` includes reading."""
