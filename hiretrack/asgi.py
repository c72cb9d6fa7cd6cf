"""The websocket process: `/ws/…` only; pages and the API run on WSGI."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.prod")

from django.core.asgi import get_asgi_application

http_application = get_asgi_application()

from hiretrack.realtime.routing import websocket_application  # noqa: E402 - needs the apps to be ready

__all__ = ["application"]

from channels.routing import ProtocolTypeRouter  # noqa: E402

application = ProtocolTypeRouter({"http": http_application, "websocket": websocket_application})
