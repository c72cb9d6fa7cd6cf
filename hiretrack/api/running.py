"""A handler, run once in one transaction; with an Idempotency-Key, once for all repetitions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from hiretrack.api import idempotency, throttling
from hiretrack.api.principals import Principal
from hiretrack.api.problems import refusal

Handler = Callable[..., Any]


class Refused(Exception):
    """A handler ended in an error answer: what it wrote is undone before that is sent."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


class Running:
    """Mixed into `ContractView`."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    request: Any
    principal: Principal | None
    open_scope: Callable[[], AbstractContextManager[Any]]
    rendered: Callable[[Any], HttpResponse]
    _problem: Callable[[Exception], HttpResponse]

    def _perform(self, handler: Handler) -> HttpResponse:
        try:
            with self.open_scope():
                return self._run(handler)
        except Refused as refused:
            return refused.response

    def _run(self, handler: Handler) -> HttpResponse:
        response = self.rendered(handler(self.request, *self.args, **self.kwargs))
        if response.status_code >= 400:
            raise Refused(response)
        return response

    def _once(self, handler: Handler) -> HttpResponse:
        attempt = self._attempt()
        try:
            with self.open_scope():
                return attempt.begin() or self._run_kept(handler, attempt)
        except Refused as refused:
            return self._keep_refusal(attempt, refused.response)
        except idempotency.Overtaken:
            return self._replay(attempt)

    def _attempt(self) -> idempotency.Attempt:
        request = self.request._request
        principal = self.principal
        return idempotency.attempt(
            client=principal.client if principal else throttling.address_client(request),
            key=request.headers.get(idempotency.HEADER),
            route=getattr(request.resolver_match, "route", "") or request.path,
            method=request.method or "",
            address=request.get_full_path(),
            body=self.request.data,
        )

    def _run_kept(self, handler: Handler, attempt: idempotency.Attempt) -> HttpResponse:
        try:
            response = self._run(handler)
        except Refused:
            raise
        except Exception as error:
            raise Refused(self._problem(error)) from error
        attempt.keep(response)
        return response

    def _keep_refusal(self, attempt: idempotency.Attempt, response: HttpResponse) -> HttpResponse:
        """The write is undone; that the request was refused is remembered in a transaction of its own."""
        if idempotency.storable(response.status_code):
            try:
                with transaction.atomic():
                    attempt.keep(response)
            except idempotency.Overtaken:
                return self._replay(attempt)
        return response

    def _replay(self, attempt: idempotency.Attempt) -> HttpResponse:
        with transaction.atomic():
            replay = attempt.begin()
        if replay is None:
            raise refusal("idempotency_in_progress", "The first request with this key has not ended yet.")
        return replay
