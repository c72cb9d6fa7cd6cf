"""One machine, embedded services, plain HTTP: what `make run` uses."""

import warnings

from hiretrack import env

# Before the first `make run` (which makes and keeps its own key) only commands such as --help and migrations run.
env.assume("SECRET_KEY", "unsafe-until-make-run-has-made-its-own-key")

from hiretrack.settings.base import *  # noqa: E402
from hiretrack.settings.base import STORAGES  # noqa: E402

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
LOG_FORMAT = env.text("LOG_FORMAT", "console")
LOGGING = LOGGING | {"format": LOG_FORMAT}
# Static files straight from the source folders: nothing to collect before the first page.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
# `make run` may be root's, in a container say; Celery's warning about it would stand in every start's log.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
