"""The addresses of the websockets, inside the gate."""

from __future__ import annotations

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from django.urls import path

from hiretrack.realtime.consumers import EventsConsumer, TaskConsumer
from hiretrack.realtime.gate import Lifeguard, OriginGate, Unknown

urlpatterns = [
    path("ws/events", EventsConsumer.as_asgi()),
    path("ws/tasks/<uuid:task_id>", TaskConsumer.as_asgi()),
]
websocket_application = Lifeguard(OriginGate(AuthMiddlewareStack(Unknown(URLRouter(urlpatterns)))))
