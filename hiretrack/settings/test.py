"""Tests: real servers, cheap password hashing, limits out of the way unless a test sets them."""

from tests.isolation import isolate

isolate()

from hiretrack import env  # noqa: E402

# A machine that runs all tests at once may stand still for seconds; tests of these limits set their own.
env.assume("REQUEST_DEADLINE_S", "60")
env.assume("STATEMENT_TIMEOUT_MS", "50000")

from hiretrack.settings.dev import *  # noqa: E402
from hiretrack.settings.dev import (  # noqa: E402
    CACHES,
    CONTENT_SECURITY_POLICY_BACK_OFFICE,
    DATABASES,
    RATE_LIMITS,
)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
RATE_LIMITS = dict.fromkeys(RATE_LIMITS, "100000/minute")
ANTHROPIC_API_KEY = ""  # whatever the shell has: no test asks the real provider
SIGN_IN_PROVIDERS = []  # likewise
LIVE_URL = "ws://127.0.0.1:2"  # nobody is there: another HireTrack on this machine has nothing to tell these pages
CONTENT_SECURITY_POLICY_BACK_OFFICE["connect-src"] = [LIVE_URL]
JWT_ALGORITHM = "ES256"  # RSA keys take a tenth of a second to make, and many tests make their own
WHITENOISE_AUTOREFRESH = True  # no collected files to look for
# Boards are local servers of the tests: nothing to be polite to, and failures are retried at once.
SOURCING_HOST_DELAY_S = SOURCING_BACKOFF_S = 0.0
# As for the limits above: servers are away only where a test takes them away.
DATABASES["default"]["OPTIONS"]["connect_timeout"] = 60
REDIS_TIMEOUT_S = S3_CONNECT_TIMEOUT_S = S3_READ_TIMEOUT_S = 20.0
CACHES["default"]["OPTIONS"] = {"SOCKET_CONNECT_TIMEOUT": REDIS_TIMEOUT_S, "SOCKET_TIMEOUT": REDIS_TIMEOUT_S}
KEPT_PAGES_S = 0  # most tests never commit, and pages are forgotten at a commit
LONG_DOCUMENTS_AT_ONCE = 1000  # tests don't read everything to its end
