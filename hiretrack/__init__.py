"""HireTrack's platform: nothing here knows a domain app, the roof (urls, asgi, wsgi) aside."""

from hiretrack.celery import app as celery_app

__all__ = ["celery_app"]
