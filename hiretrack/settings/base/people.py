"""Who signs in, and how."""

from hiretrack import env
from hiretrack.settings.base.site import PUBLIC_URL

AUTH_USER_MODEL = "employers.User"
AUTHENTICATION_BACKENDS = ["employers.authentication.EmployerBackend"]
PASSWORD_HASHERS = ["employers.hashers.FrugalArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# The same address may stand at several employers; the backend above asks which.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

JWT_ALGORITHM = env.text("JWT_ALGORITHM", "RS256")
JWT_ISSUER = env.text("JWT_ISSUER", PUBLIC_URL)
JWT_AUDIENCE = env.text("JWT_AUDIENCE", "hiretrack")
JWT_ACCESS_SECONDS = 600
JWT_REFRESH_SECONDS = 30 * 24 * 3600
JWT_TRUSTED_ISSUERS = env.mapping("JWT_TRUSTED_ISSUERS", "")
"""issuer → JWKS address of identity providers whose tokens are accepted."""
