from __future__ import annotations

from typing import Any

from rest_framework.renderers import BaseRenderer

from hiretrack.api.jsonbytes import json_bytes


class ORJSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(self, data: Any, *_negotiated: Any, **_context: Any) -> bytes:
        return b"" if data is None else json_bytes(data)
