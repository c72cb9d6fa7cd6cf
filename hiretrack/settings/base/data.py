"""Where rows, keys and files live."""

from typing import Any

from hiretrack import env
from hiretrack.settings.base.site import BASE_DIR

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
        options["pool"] = {"min_size": 2, "max_size": env.integer("DATABASE_POOL_SIZE", 16, low=2), "timeout": 2}
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
S3_CONNECT_TIMEOUT_S, S3_READ_TIMEOUT_S = 1.0, 2.0
CLAMD_URL = env.text("CLAMD_URL", "")
"""tcp://host:3310 or unix:///path of a ClamAV daemon that also scans uploads; empty: the built-in rules alone."""
STORAGES = {
    "staticfiles": {"BACKEND": "hiretrack.assets.ModuleAwareStorage"},
}

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MAX_AGE = 31_536_000
