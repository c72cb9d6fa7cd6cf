"""What anybody may read: the keys that verify access tokens, and the employers' public data."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api import examples, serializers, shapes
from employers.api.examples import answered
from employers.api.views.accounts import AUTH
from employers.queries import public_employer
from employers.tokens import signing
from hiretrack.api.etags import etag_of
from hiretrack.api.permissions import PUBLIC
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.errors import NotFound

PUBLIC_JOBS = ["Public jobs"]
KEYS_MAX_AGE = 300


class KeySetView(ContractView):
    allowed: ClassVar = {"get": PUBLIC}

    @operation(
        "getKeySet",
        summary="The public keys that verify access tokens (RFC 7517)",
        tags=AUTH,
        responses={200: serializers.JsonWebKeySetSerializer},
        examples=[answered(examples.KEY_SET)],
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        headers = {"Cache-Control": f"public, max-age={KEYS_MAX_AGE}"}
        return self.respond({"keys": signing.published()}, etag=True, headers=headers)


class PublicEmployerView(ContractView):
    allowed: ClassVar = {"get": PUBLIC}

    @operation(
        "getPublicEmployer",
        summary="What an employer shows to candidates",
        tags=PUBLIC_JOBS,
        responses={200: serializers.PublicEmployerSerializer},
        errors=["not_found"],
        examples=[answered(examples.PUBLIC_EMPLOYER)],
        etag=True,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:  # noqa: ARG002
        employer = public_employer(slug)
        if employer is None:
            raise NotFound
        return self.respond(shapes.public_employer(employer), etag=etag_of(employer))
