"""Keys for the employer's programs."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers import services
from employers.api import examples, shapes
from employers.api.employer_serializers import ApiKeyBodySerializer, ApiKeySerializer, IssuedApiKeySerializer
from employers.api.examples import answered, asked
from employers.models import ApiKey
from employers.permissions import EMPLOYER_ADMINS
from employers.queries import own_employer
from hiretrack.api.principals import Principal
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.errors import Forbidden

EMPLOYER = ["Employer"]
NEWEST = (("created_at", "desc"), ("id", "desc"))


def calling_key(principal: Principal | None) -> ApiKey | None:
    """The key that the request came with, or None for a user's. Held, so that it is not revoked while it passes on
    what it may. Raises `Forbidden` when it has been meanwhile."""
    if principal is None or principal.api_key_id is None:
        return None
    key: ApiKey | None = ApiKey.objects.select_for_update(no_key=True).filter(pk=principal.api_key_id).first()
    if key is None:
        raise Forbidden("The API key has been revoked.")
    return key


class ApiKeysView(TenantView[ApiKey]):
    model = ApiKey
    allowed: ClassVar = {"get": EMPLOYER_ADMINS, "post": EMPLOYER_ADMINS}
    idempotent = frozenset({"post"})
    module = "employer"

    @operation(
        "listApiKeys",
        summary="The employer's API keys, newest first",
        tags=EMPLOYER,
        responses={200: ApiKeySerializer},
        examples=[answered(examples.API_KEY)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        rows = self.get_queryset().select_related("created_by")
        return self.page(rows, ordering=NEWEST, shape=shapes.api_key)

    @operation(
        "createApiKey",
        summary="Make an API key",
        description=(
            "`secret` is the key, and this answer alone shows it. Repeating the request with its Idempotency-Key"
            " shows it again for 24 hours: the answer is kept encrypted, under a key made from the caller and that"
            " header.\n\n"
            "A key that makes keys can give no more than it has: its role, its scopes, its end."
        ),
        tags=EMPLOYER,
        request=ApiKeyBodySerializer,
        responses={201: IssuedApiKeySerializer},
        errors=["beyond_own_rights"],
        examples=[asked(examples.API_KEY_BODY), answered(examples.ISSUED_API_KEY, 201)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        own_employer()
        maker = self.principal.user_id if self.principal else None
        given = self.body(ApiKeyBodySerializer)
        issued = services.issue_api_key(created_by=maker, by_key=calling_key(self.principal), **given)
        answer = shapes.api_key(issued.row) | {"secret": issued.secret}
        return self.respond(answer, status=201, headers={"Location": f"/v1/api-keys/{issued.row.pk}"})


class ApiKeyView(TenantView[ApiKey]):
    model = ApiKey
    allowed: ClassVar = {"delete": EMPLOYER_ADMINS}
    module = "employer"

    @operation(
        "deleteApiKey",
        summary="Revoke an API key",
        description="It stops at once. Keys that it made go on: delete them too.",
        tags=EMPLOYER,
        responses={204: None},
    )
    def delete(self, request: Request, key_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.revoke_api_key(key=self.get_object())
        return self.respond(status=204)
