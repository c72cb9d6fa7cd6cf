"""Behind TLS: every secret must be given, cookies are secure, hosts are named."""

from hiretrack import env
from hiretrack.settings.base import *

for _name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL", "PUBLIC_URL", "ALLOWED_HOSTS"):
    env.text(_name)

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|healthz|metrics)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("TRUST_X_FORWARDED_PROTO") else None
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
