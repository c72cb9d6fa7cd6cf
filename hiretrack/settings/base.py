"""Settings common to every environment. Values come from `hiretrack.env`; README.md lists the variables."""

from pathlib import Path
from typing import Any

from hiretrack import env

BASE_DIR = Path(__file__).resolve().parents[2]
VERSION = "0.1.0"

SECRET_KEY = env.secret("SECRET_KEY", at_least=32)
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS", "")
DEBUG = False
PUBLIC_URL = env.url("PUBLIC_URL", f"http://127.0.0.1:{env.integer('HIRETRACK_PORT', 8000)}")
LIVE_URL = env.url("LIVE_URL", f"ws://127.0.0.1:{env.integer('HIRETRACK_LIVE_PORT', 8001)}")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS", "")
ADMIN_PATH = "admin/"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "channels",
    "corsheaders",
    "csp",
    "django_altcha",
    "django_filters",
    "django_htmx",
    "django_prometheus",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
    "storages",
    "hiretrack",
    "hiretrack.audit",
    "hiretrack.api",
    "hiretrack.background",
    "employers",
    "hiretrack.uploads",
    "jobs",
    "applicants",
    "applications",
    "hiretrack.notifications",
    "hiretrack.realtime",
    "hiretrack.portal",
]

MIDDLEWARE = [
    "hiretrack.observability.probes.ProbeMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "hiretrack.observability.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hiretrack.api.middleware.ProblemMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "hiretrack.csp.PathwiseCSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hiretrack.audit.middleware.BackOfficeActorMiddleware",
    "hiretrack.tenancy.middleware.AdminScopeMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "hiretrack.urls"
WSGI_APPLICATION = "hiretrack.wsgi.application"
ASGI_APPLICATION = "hiretrack.asgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------------------------

STATEMENT_TIMEOUT_MS = env.integer("STATEMENT_TIMEOUT_MS", 4500, low=0)
"""Below the request's deadline, so that the database gives up first. Workers have their own."""
WORKER_STATEMENT_TIMEOUT_MS = env.integer("WORKER_STATEMENT_TIMEOUT_MS", 60_000, low=0)


def _database(name: str) -> dict[str, Any]:
    config = env.database(name, env.text("DATABASE_URL", "postgres://hiretrack_app@127.0.0.1:5432/hiretrack"))
    options: dict[str, Any] = {
        "connect_timeout": 5,
        "application_name": "hiretrack",
        "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=60000",
    }
    if env.flag("DATABASE_POOL", default=False):
        options["pool"] = {"min_size": 2, "max_size": env.integer("DATABASE_POOL_SIZE", 16), "timeout": 4}
    return config | {"ENGINE": "django.db.backends.postgresql", "OPTIONS": options, "CONN_HEALTH_CHECKS": True}


# The application's own role is a plain one, which row-level security binds; `migrate` runs as the owner.
DATABASES = {"default": _database("DATABASE_URL")}
DATABASE_OWNER = _database("DATABASE_OWNER_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.url("REDIS_URL", "redis://127.0.0.1:6379/0", schemes=("redis", "rediss", "unix"))
REDIS_TIMEOUT_S = 1.0
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.text("REDIS_PREFIX", "ht"),
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": REDIS_TIMEOUT_S,
            "SOCKET_TIMEOUT": REDIS_TIMEOUT_S,
        },
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            "hosts": [{"address": REDIS_URL, "socket_connect_timeout": REDIS_TIMEOUT_S}],
            "prefix": f"{CACHES['default']['KEY_PREFIX']}:live",
        },
    }
}

S3_ENDPOINT_URL = env.url("S3_ENDPOINT_URL", "http://127.0.0.1:8333")
S3_PUBLIC_ENDPOINT_URL = env.url("S3_PUBLIC_ENDPOINT_URL", S3_ENDPOINT_URL)
"""The address that browsers use for the object store."""
S3_BUCKET = env.text("S3_BUCKET", "hiretrack")
S3_REGION = env.text("S3_REGION", "us-east-1")
S3_ACCESS_KEY_ID = env.secret("S3_ACCESS_KEY_ID", "")
S3_SECRET_ACCESS_KEY = env.secret("S3_SECRET_ACCESS_KEY", "")
CLAMD_URL = env.text("CLAMD_URL", "")
"""tcp://host:3310 or unix:///path of a ClamAV daemon that also scans uploads; empty: the built-in rules alone."""
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT_URL,
            "region_name": S3_REGION,
            "access_key": S3_ACCESS_KEY_ID,
            "secret_key": S3_SECRET_ACCESS_KEY,
            "addressing_style": "path",
            "signature_version": "s3v4",
            "file_overwrite": False,
            "default_acl": None,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MAX_AGE = 31_536_000

# --- People -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "employers.User"
AUTHENTICATION_BACKENDS = ["employers.authentication.EmployerBackend"]
PASSWORD_HASHERS = ["employers.hashers.FrugalArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
# The same address may stand at several employers; the backend above asks which.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

JWT_ALGORITHM = env.text("JWT_ALGORITHM", "RS256")
JWT_ISSUER = env.text("JWT_ISSUER", PUBLIC_URL)
JWT_AUDIENCE = env.text("JWT_AUDIENCE", "hiretrack")
JWT_ACCESS_SECONDS = 600
JWT_REFRESH_SECONDS = 30 * 24 * 3600
JWT_TRUSTED_ISSUERS = env.mapping("JWT_TRUSTED_ISSUERS", "")
"""issuer → JWKS address of identity providers whose tokens are accepted."""

# --- The /v1 API --------------------------------------------------------------------------------------------------

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
    # Applications sent by a form without JavaScript, which carry no proof of work.
    "unscripted": env.text("RATE_LIMIT_UNSCRIPTED", "20/hour"),
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

# --- Background ---------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
TASK_BACKOFF_S = [float(step) for step in env.items("TASK_BACKOFF_S", "1,4,10")]
"""Between the attempts of a failing task."""
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 330
CELERY_TASK_SOFT_TIME_LIMIT = 300
CELERY_TASK_DEFAULT_QUEUE = env.text("CELERY_QUEUE", "hiretrack")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A message that is not acknowledged within this time is given to another worker: longer than any task may run.
    "visibility_timeout": env.integer("CELERY_VISIBILITY_TIMEOUT_S", 600, low=1),
    "unacked_restore_interval": 5,
    "socket_connect_timeout": REDIS_TIMEOUT_S,
    "socket_timeout": 5,
    "global_keyprefix": f"{CACHES['default']['KEY_PREFIX']}:celery:",
}
CELERY_BEAT_SCHEDULE = {
    "idempotency keys": {"task": "api.expire_idempotency_keys", "schedule": 3600.0},
    # A run that nobody took in time is worth nothing: the next one does the same.
    "journal sweep": {"task": "audit.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "jobs to close": {"task": "jobs.close_due", "schedule": 60.0, "options": {"expires": 60}},
    "mail sweep": {"task": "notifications.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "overdue scans": {"task": "uploads.sweep_overdue", "schedule": 60.0, "options": {"expires": 60}},
    "unclaimed uploads": {"task": "uploads.sweep_leftovers", "schedule": 3600.0, "options": {"expires": 3600}},
    "lost runs": {"task": "background.fail_lost_runs", "schedule": 600.0, "options": {"expires": 600}},
}

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_FILE_PATH = env.data_dir() / "mail"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
RESEND_API_KEY = env.secret("RESEND_API_KEY", "")
RESEND_API_URL = env.url("RESEND_API_URL", "https://api.resend.com")
"""With a key, mails go through Resend first and by SMTP when it is away."""
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "HireTrack <no-reply@localhost>")

# --- Protection ---------------------------------------------------------------------------------------------------

_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_SELF],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "connect-src": [_SELF, S3_PUBLIC_ENDPOINT_URL],
        "worker-src": [_SELF, "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [_SELF],
        "frame-ancestors": ["'none'"],
    },
}
# Unfold's Alpine.js evaluates expressions and sets inline styles; CVs are shown in a frame from the object store.
CONTENT_SECURITY_POLICY_BACK_OFFICE = {
    "script-src": ["'unsafe-eval'"],
    "style-src": ["'unsafe-inline'"],
    "frame-src": [_SELF, S3_PUBLIC_ENDPOINT_URL],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True

# --- Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- Logs ---------------------------------------------------------------------------------------------------------

LOG_FORMAT = env.text("LOG_FORMAT", "json")
LOG_LEVEL = env.text("LOG_LEVEL", "INFO")
METRICS_ALLOWED_NETWORKS = env.items(
    "METRICS_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"
)
"""From where /livez, /readyz, /healthz and /metrics answer; for everybody else they do not exist."""
LOGGING_CONFIG = "hiretrack.observability.configure_logging"
LOGGING = {"format": LOG_FORMAT, "level": LOG_LEVEL}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "HireTrack",
    "SITE_HEADER": "HireTrack",
    "SITE_SYMBOL": "work",
    "LOGIN": {"form": "employers.forms.SignInForm"},
}
