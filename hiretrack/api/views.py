"""The base of every /v1 view: one request, one transaction, one scope, one way to answer."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language_from_request, override
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from hiretrack.api import throttling
from hiretrack.api.answers import Answers
from hiretrack.api.contract import contract_of
from hiretrack.api.parsers import read_body
from hiretrack.api.permissions import PUBLIC, Allowed
from hiretrack.api.principals import APPLICANT, PLATFORM, Principal
from hiretrack.api.problems import exception_handler, refusal, unauthenticated
from hiretrack.api.query import Query
from hiretrack.api.query import read as read_query
from hiretrack.api.reading import Names, check_accept, known_of, unasked
from hiretrack.api.running import Handler, Running
from hiretrack.context import PUBLIC as PUBLIC_VISITOR
from hiretrack.context import acting_as, reader_speaks
from hiretrack.errors import DomainError, Forbidden
from hiretrack.observability import identify
from hiretrack.tenancy import all_tenants, employer_scope, person_scope, public_scope

ENGLISH = "en"


class ContractView(Running, Answers, APIView):
    """Keys of the mappings below are HTTP methods in lower case, or actions in a viewset."""

    allowed: ClassVar[Mapping[str, Allowed]] = {}
    """Roles per method, or `PUBLIC`, or `ANYONE`. A method that is missing is refused to everybody."""
    rate_class: ClassVar[str | Mapping[str, str]] = {}
    """Default: public for anonymous callers, else read or write."""
    idempotent: ClassVar[frozenset[str]] = frozenset()
    """Methods that require an Idempotency-Key."""
    query_parameters: ClassVar[Names] = ()
    """Known names beyond the ones that `operation(parameters=…)`, a filter set or a serializer declares."""
    repeatable_parameters: ClassVar[Names] = ()
    query_serializer: ClassVar[Any] = None
    """Serializer of typed parameters (or a mapping of them): `self.query.values`."""
    filterset_class: ClassVar[Any] = None
    """Filter set of the list; checked before the handler runs: `self.filtered(queryset)`."""
    selectable: ClassVar[frozenset[str]] = frozenset()
    """What `?fields=` may name."""
    expandable: ClassVar[frozenset[str]] = frozenset()
    """What `?expand=` may name."""
    expanded_modules: ClassVar[Mapping[str, str]] = {}
    """Modules that an API key must be able to read for what `?expand=` takes in."""
    module: ClassVar[str] = ""
    """The module that an API key's scope must name; default: the app's own name."""
    produces: ClassVar[frozenset[str]] = frozenset()
    """Media ranges that `Accept` may ask for beyond JSON; the handler chooses among them."""

    any_key: ClassVar[bool] = False
    """Whether an API key may call it whatever its scopes; for what finds only the caller's own."""

    for_people: ClassVar[bool] = False
    """Whether its answers are sentences to be shown, which follow `Accept-Language`. Everywhere else the API speaks
    English, whichever language its services' refusals have for a page."""

    metadata_class = None
    principal: Principal | None = None
    query: Query = Query()
    rate_state: throttling.RateState | None = None

    # --- What a subclass may change ---

    def open_scope(self) -> AbstractContextManager[Any]:
        """The transaction and tenant scope that the handler runs in."""
        principal = self.principal
        if principal is None:
            return public_scope()
        if PLATFORM in principal.roles:
            return all_tenants(reason=f"API request of platform admin {principal.user_id}")
        if principal.employer_id is not None and principal.roles != {APPLICANT}:
            return employer_scope(principal.employer_id)
        if principal.user_id is not None:
            return person_scope(principal.user_id)
        return public_scope()

    def filtered(self, queryset: Any) -> Any:
        """`queryset` through the view's filter set; its parameters are known to be valid here."""
        return self.filterset_class(data=self.request.query_params, queryset=queryset).qs

    # --- What permission and schema ask ---

    @property
    def operation_name(self) -> str:
        action = getattr(self, "action", None)
        method = (self.request.method or "").lower()
        return action or ("get" if method == "head" else method)

    @property
    def allowed_roles(self) -> Allowed | None:
        return self.allowed.get(self.operation_name)

    @property
    def module_name(self) -> str:
        first, *rest = type(self).__module__.split(".")
        return self.module or (rest[0] if first == "hiretrack" and rest else first)

    def permission_denied(self, request: Request, *_why: Any, **_more: Any) -> NoReturn:
        if request.user is None:
            raise unauthenticated()
        raise Forbidden

    # --- One request ---

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.args, self.kwargs, self.headers = args, kwargs, {}
        self.request = self.initialize_request(request, *args, **kwargs)
        asked = get_language_from_request(request) if "Accept-Language" in request.headers else ""
        language = (asked or settings.LANGUAGE_CODE) if self.for_people else ENGLISH
        with override(language), reader_speaks(asked):
            try:
                response = self._answer()
            except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets a problem
                response = self._problem(error)
        response.headers.setdefault("Content-Language", language)
        return self._finished(response)

    def _answer(self) -> HttpResponse:
        if self.request.method == "OPTIONS":
            return self._empty(204, {"Allow": self._allow()})
        handler = self._handler()
        check_accept(self.request.META.get("HTTP_ACCEPT", "*/*"), self.produces)
        self.principal = self._authenticated()
        self._limit()
        self.check_permissions(self.request)
        with acting_as(self.principal.actor if self.principal else PUBLIC_VISITOR):
            self._read(handler)
            once = self.operation_name in self.idempotent
            return self._once(handler) if once else self._perform(handler)

    def _handler(self) -> Handler:
        method = (self.request.method or "").lower()
        handler = getattr(self, method, None) if method in self.http_method_names else None
        if handler is None:
            allow = self._allow()
            raise refusal("method_not_allowed", f"This address takes {allow}.", headers={"Allow": allow})
        return handler

    def _allow(self) -> str:
        return ", ".join(self.allowed_methods)

    def _authenticated(self) -> Principal | None:
        if self.allowed_roles is PUBLIC:
            self.request.user = None
            return None
        try:
            principal: Principal | None = self.request.user
        except (exceptions.APIException, DomainError):
            # Guessing tokens costs what other anonymous requests cost.
            self._count("public", throttling.address_client(self.request._request))
            raise
        if principal is not None:
            identify(employer_id=principal.employer_id, user_id=principal.user_id)
        return principal

    def _limit(self) -> None:
        chosen = self.rate_class if isinstance(self.rate_class, str) else self.rate_class.get(self.operation_name)
        reading = self.request.method in SAFE_METHODS
        if self.principal is None:
            client = throttling.address_client(self.request._request)
            self._count(chosen or "public", client, guarded=not reading)
        else:
            self._count(chosen or ("read" if reading else "write"), self.principal.client)

    def _count(self, rate_class: str, client: str, *, guarded: bool = False) -> None:
        self.request.META[throttling.COUNTED] = True
        self.rate_state = throttling.hit(rate_class, client)
        throttling.enforce(self.rate_state, guarded=guarded)

    def _read(self, handler: Handler) -> None:
        contract = contract_of(handler)
        self.query = read_query(self.request.query_params, known_of(self, contract))
        self._check_expansions()
        if self.request.method in SAFE_METHODS:
            return
        data = self._body_of(self.request._request)
        if data and contract is not None and contract.request is None:
            raise unasked(data)
        self.request._full_data = self.request._data = data
        self.request._files = MultiValueDict()

    def _check_expansions(self) -> None:
        """A key reads another module's objects only when it may read that module."""
        modules = {self.expanded_modules[name] for name in self.query.expand & self.expanded_modules.keys()}
        principal = self.principal
        if principal and not all(principal.covers(module, writing=False) for module in modules):
            raise Forbidden("The API key's scopes do not reach what `expand` asks for.")

    def _body_of(self, request: HttpRequest) -> Any:
        if len(request.body) > settings.API_MAX_BODY_BYTES:
            raise refusal("body_too_large", "")
        return read_body(request)

    # --- The answer's last touches ---

    def _problem(self, error: Exception) -> HttpResponse:
        return exception_handler(error, {"request": self.request._request})

    def _finished(self, response: HttpResponse) -> HttpResponse:
        for name, value in {**(self.rate_state.headers if self.rate_state else {}), **self.headers}.items():
            response[name] = value
        if "Cache-Control" not in response:
            response["Cache-Control"] = self._caching()
        return response

    def _caching(self) -> str:
        if self.request.method not in SAFE_METHODS:
            return "no-store"
        return "no-cache" if self.principal is None else "private, no-cache"
