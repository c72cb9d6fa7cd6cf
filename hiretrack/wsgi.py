import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.prod")

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()
# Every view is loaded before the first request comes; and the garbage collector, which would stop each tenth page or so
# to look through all of it again, leaves it alone.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
