"""How views answer: JSON bytes, ETags, pages with a `Link`, sparse rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from rest_framework.response import Response

from hiretrack.api import etags
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.pagination import KeysetPagination, estimate
from hiretrack.api.query import PAGING, SHAPING, Query
from hiretrack.tenancy import current_scope

JSON = "application/json"
Row = Mapping[str, Any]


class Answers:
    """Mixed into `ContractView`. `query` holds the request's parameters, read and checked."""

    request: Any
    query: Query

    def respond(
        self,
        data: Any = None,
        status: int = 200,
        *,
        etag: str | bool | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """JSON with an optional ETag (True: of the content itself); 304 when `If-None-Match` names it."""
        if data is None:
            return self._empty(status, headers)
        content = json_bytes(data)
        response = HttpResponse(content, status=status, content_type=JSON, headers=dict(headers or {}))
        if etag:
            self._tag(response, content, etag=etag)
        return response

    def _empty(self, status: int, headers: Mapping[str, str] | None) -> HttpResponse:
        response = HttpResponse(b"", status=204 if status == 200 else status, headers=dict(headers or {}))
        del response["Content-Type"]
        return response

    def _tag(self, response: HttpResponse, content: bytes, *, etag: str | bool) -> None:
        tag = etags.etag_of_bytes(content) if isinstance(etag, bool) else etag
        if not isinstance(etag, bool) and (self.query.fields or self.query.expand):
            tag = etags.variant_of(tag, content)
        response["ETag"] = tag
        if self.request.method in {"GET", "HEAD"} and etags.not_modified(self.request._request, tag):
            response.status_code, response.content = 304, b""
            del response["Content-Type"]

    def check_if_match(self, etag: str) -> None:
        """Raise 412 when the request names another version in `If-Match`."""
        etags.check_if_match(self.request._request, etag)

    def body(self, serializer_class: Any, *, partial: bool | None = None, **given: Any) -> dict[str, Any]:
        """The validated body; PATCH is partial unless told otherwise. Raises with every error at once."""
        whole = self.request.method != "PATCH" if partial is None else not partial
        context = {"request": self.request, "view": self}
        serializer = serializer_class(data=self.request.data, partial=not whole, context=context, **given)
        serializer.is_valid(raise_exception=True)
        validated: dict[str, Any] = serializer.validated_data
        return validated

    # --- Pages ---

    @property
    def page_limit(self) -> int:
        return self.query.limit

    @property
    def page_cursor(self) -> str | None:
        return self.query.cursor

    def page_binding(self, sort: str) -> str:
        """What a cursor is tied to: address, scope, filters, sort order."""
        scope = current_scope()
        whose = f"{scope.kind}:{scope.employer_id}:{scope.user_id}" if scope else ""
        filters = sorted((name, tuple(values)) for name, values in self._filters())
        return "\n".join([self.request.path, whose, urlencode(filters, doseq=True), sort])

    def _filters(self) -> Iterable[tuple[str, list[str]]]:
        given = self.request.query_params.lists()
        return [(name, values) for name, values in given if name not in PAGING | SHAPING]

    def paginate(self, queryset: QuerySet[Any], *, ordering: Iterable[Sequence[str]]) -> tuple[list[Any], str | None]:
        return KeysetPagination().paginate(queryset, ordering=ordering, view=self)

    def paginated(
        self,
        rows: Sequence[Any],
        next_cursor: str | None,
        *,
        total_estimate: int | None = None,
        etag: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """`{items, next_cursor}` with a `Link` to the next page."""
        document: dict[str, Any] = {"items": rows, "next_cursor": next_cursor}
        if total_estimate is not None:
            document["total_estimate"] = total_estimate
        response = self.respond(document, etag=etag, headers=headers)
        if next_cursor:
            response["Link"] = f'<{self._next_address(next_cursor)}>; rel="next"'
        return response

    def _next_address(self, cursor: str) -> str:
        parameters = self.request.query_params.copy()
        parameters["cursor"] = cursor
        return f"{self.request.path}?{parameters.urlencode()}"

    def page(
        self,
        queryset: QuerySet[Any],
        *,
        ordering: Iterable[Sequence[str]],
        shape: Callable[[Any], Any] | None = None,
        etag: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """A whole list answer: cut, shaped row by row, sparse when `fields` asks so, estimated when `include` does."""
        rows, next_cursor = self.paginate(queryset, ordering=ordering)
        shaped = [shape(row) for row in rows] if shape else rows
        total = estimate(queryset) if "total_estimate" in self.query.include else None
        items = [self.sparse(row) for row in shaped] if self.query.fields else shaped
        return self.paginated(items, next_cursor, total_estimate=total, etag=etag, headers=headers)

    def sparse(self, row: Row) -> Row:
        """Only the members that `fields` names, and the id."""
        fields = self.query.fields
        return {name: value for name, value in row.items() if name in fields or name == "id"} if fields else row

    # --- Whatever a handler returned ---

    def rendered(self, result: Any) -> HttpResponse:
        """A handler's result as bytes: a Django answer as it stands, REST framework's `Response`, or plain data."""
        if not isinstance(result, Response):
            is_answer = isinstance(result, HttpResponseBase)
            return result if is_answer else self.respond(result)
        headers = {name: value for name, value in result.items() if name.lower() != "content-type"}
        return self.respond(result.data, result.status_code, headers=headers)
