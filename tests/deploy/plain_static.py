"""The base settings without compression: it takes a minute, and what is tested is the manifest."""

from hiretrack.settings.base import *  # noqa: F403
from hiretrack.settings.base import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
