"""The /v1 API: its framework, its limits, and who may call it from a browser."""

from typing import Any

from hiretrack import env
from hiretrack.settings.base.site import SECRET_KEY

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["employers.api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["hiretrack.api.permissions.RoleAllowed"],
    "DEFAULT_PARSER_CLASSES": ["hiretrack.api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["hiretrack.api.renderers.ORJSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "hiretrack.api.schema.ContractSchema",
    "EXCEPTION_HANDLER": "hiretrack.api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "HireTrack",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/v1",
    "POSTPROCESSING_HOOKS": ["hiretrack.api.schema.document.finish"],
    "WEBHOOKS": [
        f"webhooks.api.document.{name}"
        for name in (
            "JOB_PUBLISHED",
            "JOB_CLOSED",
            "APPLICATION_CREATED",
            "APPLICATION_STATUS_CHANGED",
            "APPLICANT_CREATED",
            "APPLICANT_ERASED",
            "PING",
        )
    ],
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}
API_MAX_BODY_BYTES = 1024 * 1024
API_MAX_HEADER_BYTES = 16 * 1024
REQUEST_DEADLINE_S = env.number("REQUEST_DEADLINE_S", 5.0)
RATE_LIMITS = {
    "public": env.text("RATE_LIMIT_PUBLIC", "300/minute"),
    "auth": env.text("RATE_LIMIT_AUTH", "20/minute"),
    "read": env.text("RATE_LIMIT_READ", "1200/minute"),
    "write": env.text("RATE_LIMIT_WRITE", "300/minute"),
    "expensive": env.text("RATE_LIMIT_EXPENSIVE", "30/minute"),
    "assistant": env.text("RATE_LIMIT_ASSISTANT", "20/hour"),
    # All of one employer's people and keys together.
    "assistant_employer": env.text("RATE_LIMIT_ASSISTANT_EMPLOYER", "200/hour"),
    # Applications sent by a form without JavaScript, which carry no proof of work.
    "unscripted": env.text("RATE_LIMIT_UNSCRIPTED", "20/hour"),
    # CVs drawn for the back office: each reads a file from the store and starts a process.
    "preview": env.text("RATE_LIMIT_PREVIEW", "60/minute"),
    # Previews of job boards: each makes us ask other people's servers.
    "scrape": env.text("RATE_LIMIT_SCRAPE", "6/minute"),
}
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0, low=0)
"""How many proxies stand in front: so many entries from the right of X-Forwarded-For are believed."""
CORS_ALLOWED_ORIGINS = env.items("CORS_ALLOWED_ORIGINS", "")
CORS_URLS_REGEX = r"^/v1/.*$"
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_HEADERS = (
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "traceparent",
    "x-request-id",
)
CORS_EXPOSE_HEADERS = (
    "ETag",
    "Idempotent-Replayed",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

CAPTCHA = env.text("CAPTCHA", "applications.captcha.Altcha")
"""Dotted path of the captcha that guards public apply; `applications.captcha.Off` turns it off."""
ALTCHA_HMAC_KEY = SECRET_KEY
