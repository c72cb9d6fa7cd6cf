"""What browsers may do with our pages."""

from hiretrack.settings.base.data import S3_PUBLIC_ENDPOINT_URL
from hiretrack.settings.base.site import LIVE_URL

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
# Unfold's Alpine.js evaluates expressions and sets inline styles; CVs are shown in a sandboxed frame of ours; boards
# move as others move cards.
CONTENT_SECURITY_POLICY_BACK_OFFICE = {
    "script-src": ["'unsafe-eval'"],
    "style-src": ["'unsafe-inline'"],
    "frame-src": [_SELF],
    "connect-src": [LIVE_URL],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "employers.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hiretrack.portal.views.expired.refused"
