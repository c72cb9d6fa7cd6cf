"""Views that exist for the tests of the API's conventions only, over a real tenant model."""

# ruff: noqa: ARG002 - handlers have REST framework's signature

from __future__ import annotations

import uuid
from threading import Event
from typing import Any, ClassVar

from django.db import connection
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from hiretrack.api.permissions import ANYONE, PUBLIC
from hiretrack.api.principals import Principal
from hiretrack.api.problems import problem_response
from hiretrack.api.schema import operation
from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from hiretrack.api.views import ContractView
from hiretrack.api.viewsets import TenantView, TenantViewSet
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import DomainError, FieldError, Invalid
from hiretrack.tenancy import current_scope
from jobs.models import Job

STAFF = frozenset({"viewer", "recruiter"})
entered, may_go_on = Event(), Event()


class FakeAuthentication(BaseAuthentication):
    """`Bearer <role>[:<employer id>[:<scope>]]`; with a third part it is an API key's."""

    def authenticate(self, request: Request) -> tuple[Principal, str] | None:
        credential = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not credential:
            return None
        role, _, rest = credential.partition(":")
        if role == "expired":
            raise AuthenticationFailed("The token has expired.", code="invalid_token")
        employer, _, scope = rest.partition("/")
        return self.principal(role, uuid.UUID(employer) if employer else None, scope), credential

    def principal(self, role: str, employer_id: uuid.UUID | None, scope: str) -> Principal:
        person = uuid.uuid5(uuid.NAMESPACE_DNS, f"{role} of {employer_id}")
        kind = ActorKind.API_KEY if scope else ActorKind.USER
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"{scope} of {employer_id}") if scope else None
        return Principal(
            person, employer_id, frozenset({role}), kind, f"A {role}", key, frozenset(filter(None, [scope]))
        )


class PlainView(ContractView):
    authentication_classes: ClassVar = [FakeAuthentication]


class ThingSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    created_at = serializers.DateTimeField()


class PartSerializer(StrictSerializer):
    name = serializers.CharField(max_length=20)
    count = serializers.IntegerField(required=False)


class ThingWriteSerializer(StrictSerializer):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(max_length=200)
    remote = serializers.BooleanField(required=False)
    salary_min = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, required=False)
    tags = serializers.ListField(child=serializers.CharField(max_length=20), required=False)
    part = PartSerializer(required=False)


class ThingsQuery(QuerySerializer):
    status = serializers.ChoiceField(choices=["draft", "published", "closed"], required=False)
    salary = serializers.IntegerField(min_value=0, required=False)
    remote = serializers.BooleanField(required=False)
    tag = serializers.ListField(child=serializers.CharField(), required=False)


THING = {"id": "0192f3a1-7c1e-7bd0-9f6a-4d1f8f7e2c11", "title": "Cook", "created_at": "2026-05-04T09:30:00Z"}


class ThingsView(TenantView[Job]):
    """A list and a creation."""

    authentication_classes: ClassVar = [FakeAuthentication]
    model = Job
    module = "jobs"
    allowed: ClassVar = {"get": STAFF, "post": frozenset({"recruiter"})}
    idempotent = frozenset({"post"})
    query_serializer = ThingsQuery
    selectable = frozenset({"title", "created_at"})

    @operation(
        "listThings", summary="List", tags=["Jobs"], responses={200: ThingSerializer}, paginated=True,
        examples=[OpenApiExample("thing", THING)],
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponse:
        rows = self.get_queryset().values("id", "title", "created_at")
        return self.page(rows, ordering=[("created_at", "desc"), ("id", "desc")])

    @operation(
        "createThing", summary="Create", tags=["Jobs"], request=ThingWriteSerializer, responses={201: ThingSerializer},
        errors=["conflict"], examples=[OpenApiExample("new", {"title": "Cook"}, request_only=True)],
    )  # fmt: skip
    def post(self, request: Request) -> HttpResponse:
        given = self.body(ThingWriteSerializer)
        row = self.get_queryset().create(title=given["title"])
        if given["title"] == "conflict":
            raise DomainError("There is one already.")
        if given["title"] == "invalid":
            raise Invalid("Two things.", errors=[FieldError("/title", "bad", "No."), FieldError("/tags", "bad", "No.")])
        if given["title"] == "returned":
            return problem_response("validation_failed", request=request._request)
        return self.respond({"id": row.pk, "title": row.title}, 201, headers={"Location": f"/v1/things/{row.pk}"})


class ThingView(TenantView[Job]):
    authentication_classes: ClassVar = [FakeAuthentication]
    model = Job
    allowed: ClassVar = {"get": STAFF, "patch": frozenset({"recruiter"}), "put": frozenset()}

    @operation("getThing", summary="Read", tags=["Jobs"], responses={200: ThingSerializer}, etag=True)
    def get(self, request: Request, job_id: uuid.UUID) -> HttpResponse:
        row = self.get_object()
        return self.respond({"id": row.pk, "title": row.title}, etag=self.etag_of(row))

    @operation(
        "updateThing", summary="Change", tags=["Jobs"], request=ThingWriteSerializer, responses={200: ThingSerializer},
        etag=True,
    )  # fmt: skip
    def patch(self, request: Request, job_id: uuid.UUID) -> HttpResponse:
        row = self.get_object()
        self.check_if_match(self.etag_of(row))
        row.title = self.body(ThingWriteSerializer).get("title", row.title)
        row.save()
        return self.respond({"id": row.pk, "title": row.title}, etag=self.etag_of(row))

    def delete(self, request: Request, job_id: uuid.UUID) -> None:
        """Nobody declared who may."""
        self.get_object().delete()


class ThingActionView(PlainView):
    allowed: ClassVar = {"post": STAFF}

    @operation("publishThing", summary="Publish", tags=["Jobs"], responses={204: None})
    def post(self, request: Request, job_id: uuid.UUID) -> None:
        return None


class ThingSet(TenantViewSet[Job]):
    authentication_classes: ClassVar = [FakeAuthentication]
    model = Job
    allowed: ClassVar = {"list": STAFF}

    @operation("listSet", summary="List", tags=["Jobs"], responses={200: ThingSerializer}, paginated=True)
    def list(self, request: Request) -> HttpResponse:
        return self.page(self.get_queryset().values("id", "title"), ordering=[("title", "asc"), ("id", "desc")])

    def destroy(self, request: Request) -> None:
        """Nobody declared who may."""


class WhoView(PlainView):
    """Tells in whose name and scope it runs."""

    allowed: ClassVar = {"get": ANYONE, "post": ANYONE}
    query_parameters: ClassVar = {"get": ["x"]}

    @operation("who", summary="Who", tags=["Platform"], parameters=[OpenApiParameter("y", str)])
    def get(self, request: Request) -> dict[str, Any]:
        scope = current_scope()
        return {"scope": str(scope.kind) if scope else "", "actor": current_actor().name}

    def post(self, request: Request) -> dict[str, Any]:
        return {"got": request.data}


class OpenView(PlainView):
    allowed: ClassVar = {"get": PUBLIC, "post": PUBLIC}

    @operation("open", summary="Open", tags=["Platform"])
    def get(self, request: Request) -> dict[str, Any]:
        return {"signed_in": request.user is not None}

    @operation("openWrite", summary="Open", tags=["Platform"])
    def post(self, request: Request) -> None:
        return None


class ExpensiveView(PlainView):
    allowed: ClassVar = {"get": STAFF}
    rate_class = "expensive"

    @operation("costly", summary="Costly", tags=["Platform"])
    def get(self, request: Request) -> dict[str, Any]:
        return {}


class FailingView(PlainView):
    """Fails in the way that its address names."""

    allowed: ClassVar = {"get": PUBLIC}

    def get(self, request: Request, how: str) -> Any:
        if how == "sleep":
            return self._sql("SELECT pg_sleep(30)")
        if how == "overflow":
            return self._sql("SELECT 9223372036854775807::int")
        raise RuntimeError(f"secret of {how}")

    def _sql(self, statement: str) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
        return {}


class WaitingView(PlainView):
    """Holds its request until the test lets it go on."""

    allowed: ClassVar = {"post": STAFF}
    idempotent = frozenset({"post"})

    def post(self, request: Request) -> dict[str, Any]:
        entered.set()
        may_go_on.wait(60)
        return {"done": True}
