from __future__ import annotations

from typing import IO, Any

from django.http import HttpRequest
from rest_framework.parsers import BaseParser

from hiretrack.api import strictjson
from hiretrack.api.problems.errors import refusal


class StrictJSONParser(BaseParser):
    """REST framework's door to `strictjson`; `ContractView` reads bodies itself, through `read_body`."""

    media_type = "application/json"

    def parse(self, stream: IO[Any], *_negotiated: Any, **_context: Any) -> Any:
        return strictjson.loads(stream.read())


def read_body(request: HttpRequest) -> Any:
    """The request's JSON value; an empty body counts as an empty object. Raises 400 and 415 refusals."""
    body = request.body
    if not body:
        return {}
    if not is_json(request.META.get("CONTENT_TYPE", "")):
        raise refusal("unsupported_media_type", "Send the body as application/json.")
    return strictjson.loads(body)


def is_json(content_type: str) -> bool:
    media_type, _, parameters = content_type.partition(";")
    if media_type.strip().lower() != "application/json":
        return False
    charset = parameters.strip().lower().replace('"', "")
    return not charset.startswith("charset=") or charset in {"charset=utf-8", "charset=utf8"}
