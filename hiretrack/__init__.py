"""HireTrack's platform: nothing here knows a domain app, the roof (urls, asgi, wsgi) aside.

Nothing is imported here either, so that `make run` is up before Django is loaded; apps.py loads Celery.
"""
